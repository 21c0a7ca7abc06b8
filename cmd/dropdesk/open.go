package main

import (
	"os/exec"
	"runtime"
)

// openWithSystem shows a file with the program that the system has for it.
func openWithSystem(path string) error {
	command := []string{"xdg-open", path}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", path}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", path}
	}
	c := exec.Command(command[0], command[1:]...)
	if err := c.Start(); err != nil {
		return err
	}
	go func() { _ = c.Wait() }() // what the viewer says when it is closed concerns nobody
	return nil
}
