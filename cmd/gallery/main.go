package main

import (
	_ "fyne.io/fyne/v2/test"
)

func main() {}
