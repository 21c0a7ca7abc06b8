package kit

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"dropdesk/views/words"
)

var (
	spoken = words.Languages[0]
	wanted = map[string]bool{} // what was asked for and has no translation
	asking sync.Mutex
)

// Languages are those that windows can speak.
var Languages = words.Languages

// Speak chooses the language of all windows; what is drawn already stays in the one it was drawn in.
func Speak(code string) {
	asking.Lock()
	defer asking.Unlock()
	spoken = words.Get(code)
}

// Spoken is the language of all windows.
func Spoken() *words.Language {
	asking.Lock()
	defer asking.Unlock()
	return spoken
}

// T is the one door of all text in the window: it translates text and then fills in args, numbers as the language writes them.
func T(text string, args ...any) string {
	if strings.TrimSpace(text) != "" {
		word, ok := Spoken().Word(text)
		if !ok {
			asking.Lock()
			wanted[text] = true
			asking.Unlock()
		}
		text = word
	}
	if len(args) == 0 {
		return text
	}
	args = slices.Clone(args)
	for i, arg := range args {
		if s, ok := arg.(fmt.Stringer); ok && number.MatchString(s.String()) {
			args[i] = Spoken().Number(s.String())
		}
	}
	return fmt.Sprintf(text, args...)
}

// number is what quantities and rates say of themselves.
var number = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// Said is a sentence of the program, such as an error's, in the language of the window.
func Said(text string) string { return Spoken().Retell(text) }

// SaidInParts is a note of the program that is put together of several, part by part in the language of the window.
func SaidInParts(text string) string { return Spoken().RetellParts(text) }

// Untranslated are the texts that were asked for and that the language lacks.
func Untranslated() []string {
	asking.Lock()
	defer asking.Unlock()
	return slices.Sorted(maps.Keys(wanted))
}
