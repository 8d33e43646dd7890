"""Plants modelled leaf by leaf, each as a mesh to be set out many times."""
