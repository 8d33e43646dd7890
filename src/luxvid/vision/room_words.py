"""Words and phrases for rooms, in seven languages: English, German, French, Spanish, Italian, Portuguese, Dutch.

Folded as `luxvid.vision.rooms.folded` does: lower case, no accents (ü is u, ß is ss). Strong words name the room; weak ones
are found in other rooms' names too. A phrase counts instead of the words in it.
"""

from __future__ import annotations

STRONG: dict[str, str] = {
    "exterior": """hero, exterior, exteriors, facade, front, front elevation, elevation, frontage, street view, front view,
        rear view, side view, back view, aerial, aerial view, drone, curb appeal, outside view, house front, fassade,
        aussenansicht, hausansicht, vorderansicht, ruckansicht, strassenansicht, luftbild, drohne, drohnenaufnahme, gebaude,
        vue aerienne, vue exterieure, immeuble, fachada, vista aerea, edificio, facciata, esterno, esterni, gevel, buitenkant,
        buitenaanzicht, voorgevel, achtergevel, luchtfoto, voorzijde""",
    "entrance": """entrance, entrance hall, entry, entryway, entrance door, foyer, lobby, hallway, vestibule, front door,
        driveway, gate, mudroom, eingang, eingangsbereich, hauseingang, diele, flur, entree, hall d entree, porte d entree,
        entrada, recibidor, zaguan, ingresso, atrio, androne, hall de entrada, inkom, inkomhal, voordeur, oprit""",
    "living": """living, living room, livingroom, living area, living space, sitting room, family room, great room,
        drawing room, day room, wohnzimmer, wohnbereich, wohnraum, stube, salon, sejour, salle de sejour, piece a vivre,
        sala de estar, cuarto de estar, soggiorno, salotto, zona giorno, woonkamer, zitkamer, leefruimte, sala de visitas""",
    "dining": """dining, dining room, diningroom, dining area, esszimmer, essbereich, essplatz, salle a manger, comedor, pranzo,
        sala da pranzo, zona pranzo, sala de jantar, eetkamer, eethoek, breakfast nook, breakfast room""",
    "kitchen": """kitchen, kitchens, kitchenette, kitchen island, cooking area, kuche, kueche, kochnische, kochbereich,
        wohnkuche, einbaukuche, cuisine, cocina, cucina, angolo cottura, cozinha, keuken""",
    "bedroom": """bedroom, bedrooms, bed room, master bedroom, master suite, primary bedroom, primary suite, bedroom suite,
        guest bedroom, bunk room, nursery, schlafzimmer, kinderzimmer, gastezimmer, gaestezimmer, elternzimmer, chambre,
        chambres, chambre a coucher, suite parentale, dormitorio, dormitorios, habitacion, habitaciones, recamara,
        camera da letto, camera matrimoniale, camera doppia, camera singola, cameretta, camere, quarto, quartos, slaapkamer,
        slaapkamers""",
    "bathroom": """bathroom, bathrooms, bath, baths, bath room, bathtub, tub, shower, shower room, wet room, ensuite, en suite,
        powder room, restroom, washroom, half bath, wc, toilet, toilets, toilette, toilettes, master bath, spa bath, badezimmer,
        gastebad, gaestebad, duschbad, dusche, badewanne, gaste wc, salle de bain, salle de bains, salle d eau, salle d eaux,
        sdb, douche, baignoire, bano, banos, cuarto de bano, aseo, ducha, banera, bagno, bagni, doccia, vasca, banheiro,
        casa de banho, banheira, lavabo, badkamer, doucheruimte""",
    "pool": """pool, pools, swimming pool, infinity pool, plunge pool, pool area, hot tub, jacuzzi, whirlpool, schwimmbad,
        schwimmbecken, piscine, piscina, alberca, zwembad""",
    "outdoor": """outdoor, outdoors, outside, terrace, terraces, roof terrace, rooftop, patio, deck, balcony, balconies,
        veranda, verandah, loggia, pergola, courtyard, gazebo, cabana, alfresco, al fresco, bbq, barbecue, sunbed, sunbeds,
        sun lounger, sun loungers, loungers, lanai, fire pit, jetty, dock, outdoor dining, outdoor kitchen, outdoor lounge,
        outdoor living, outdoor shower, outdoor table, summer kitchen, terrasse, terrassen, dachterrasse, balkon, balkone,
        innenhof, draussen, aussenbereich, sommerkuche, balcon, exterieur, cuisine d ete, cuisine ete, terraza, terrazas,
        cour interieure, terrazza, terrazzo, balcone, cortile, terraco, varanda, alpendre, terras, dakterras, binnenplaats,
        buiten""",
    "garden": """garden, gardens, kitchen garden, flower bed, yard, backyard, back yard, front yard, lawn, grounds, landscaping,
        orchard, garten, vorgarten, gartenansicht, jardin, jardins, potager, giardino, giardini, jardim, tuin, voortuin,
        achtertuin, olive grove""",
    "view": """view, views, sea view, seaview, ocean view, mountain view, lake view, city view, garden view, pool view,
        panorama, skyline, sunset, sunrise, vista, vistas, aussicht, ausblick, meerblick, seeblick, bergblick, fernblick,
        sonnenuntergang, vue, vues, vue mer, vue sur mer, coucher de soleil, vista mar, vista mare, puesta de sol, tramonto,
        uitzicht, zeezicht, zonsondergang""",
    "other": """study, office, home office, gym, fitness, fitness room, laundry, laundry room, garage, carport, parking, cellar,
        wine cellar, basement, attic, loft room, playroom, game room, games room, cinema, home cinema, home theater,
        home theatre, media room, library, closet, walk in closet, walk in, dressing, dressing room, wardrobe, utility,
        utility room, storage, sauna, hammam, workshop, elevator, pool table, boiler, arbeitszimmer, buro, buero, keller,
        weinkeller, waschkuche, hauswirtschaftsraum, dachboden, abstellraum, ankleide, bureau, buanderie, cave a vin, cellier,
        grenier, despacho, oficina, lavadero, bodega, trastero, vestidor, garaje, lavanderia, cantina, studiolo, escritorio,
        adega, kantoor, berging, zolder, kelder, wasruimte""",
    "detail": """detail, details, close up, closeup, macro, decor, decoration, fixtures, detalle, detalles, dettaglio, dettagli,
        detalhe, detalhes, gear""",
}

WEAK: dict[str, str] = {
    "exterior": """house, villa, home, haus, maison, casa, huis, chalet, cottage, property, residence, building, roof, mansion,
        bau""",
    "entrance": """hall, door, porch, portico, stairs, staircase, stairway, stair, path, pathway, arrival, corridor, treppe,
        treppenhaus, escalier, couloir, escalera, escaleras, pasillo, scala, scale interne, corridoio, corredor, escada,
        trappenhuis, overloop, gang""",
    "living": """lounge, sofa, couch, fireplace, tv room, sala, kamin, cheminee, camino, chimenea, haard, bank, family""",
    "dining": """dining table, breakfast, esstisch, eettafel""",
    "kitchen": """pantry, scullery, stove, cooker, oven, fridge""",
    "bedroom": """bed, beds, suite, master, bett, cama, letto, lit double, guest room, twin, bunk, dormer""",
    "bathroom": """bad, spa, vanity, basin, washbasin, sink, waschbecken""",
    "outdoor": """arches, hammock, parasol, hof, grill, playa, esterna, esterne""",
    "garden": """flowers, plants, trees, tree, palm, palms""",
    "view": """sea, ocean, beach, lake, mountain, mountains, bay, mer, mare, mar, meer, strand, plage, spiaggia, praia,
        ausblicke""",
    "detail": """corner, lamp, art, vase, table setting""",
}

NOT_A_PHOTO = """floorplan, floor plan, floorplans, siteplan, site plan, grundriss, lageplan, plan de masse, plano, planimetria,
    plattegrond, blueprint, flyer, brochure, leaflet, logo, screenshot, screen shot, bildschirmfoto, captura de pantalla,
    collage, map, watermark, watermarked, energieausweis, energy certificate"""

CAMERA_TALK = """img, dsc, dscn, dscf, dcim, pxl, mvi, gopr, dji, image, photo, picture, pic, foto, bild, whatsapp, whats, app,
    signal, telegram, facebook, at, um, copy, kopie, copie, copia, of, de, la, le, the, and, und, et, y, e, final, edit, edited,
    web, hdr, jpg, jpeg, png, heic, heif, webp, avif, tif, tiff, scaled, thumb, thumbnail, small, large, version, neu, new,
    unnamed, untitled, download, upload"""
