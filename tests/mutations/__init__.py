"""Small wrong changes of the heart of the code, each of which a test must notice; `make mutations` tries them all."""
