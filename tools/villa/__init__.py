"""An imaginary villa over the sea, modelled by script and photographed with Blender."""
