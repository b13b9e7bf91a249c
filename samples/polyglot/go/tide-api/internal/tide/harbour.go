// Package tide computes heights from harmonic constituents.
package tide

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"
	"time"
)

//go:embed harbours.csv
var shipped string

var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Degrees an hour.
var speeds = map[string]float64{
	"M2": 28.9841042,
	"S2": 30,
	"N2": 28.4397295,
	"K1": 15.0410686,
	"O1": 13.9430356,
}

type constituent struct{ speed, amplitude, lag float64 }

// Harbour is a place with a mean level and its constituents.
type Harbour struct {
	Name         string
	MeanLevel    float64
	constituents []constituent
}

// HeightAt is in metres above chart datum.
func (h *Harbour) HeightAt(at time.Time) float64 {
	hours := at.Sub(epoch).Hours()
	height := h.MeanLevel
	for _, c := range h.constituents {
		height += c.amplitude * math.Cos((c.speed*hours-c.lag)*math.Pi/180)
	}
	return height
}

// Harbours is a table of harbours by name.
type Harbours map[string]*Harbour

// Shipped is the table linked into this program.
func Shipped() (Harbours, error) { return Read(strings.NewReader(shipped)) }

// Read parses `harbour,constituent,amplitude,lag` lines.
func Read(table io.Reader) (Harbours, error) {
	reader := csv.NewReader(table)
	reader.Comment = '#'
	reader.FieldsPerRecord = 4
	harbours := Harbours{}
	for {
		fields, err := reader.Read()
		if err == io.EOF {
			return harbours, nil
		}
		if err == nil {
			err = harbours.add(fields)
		}
		if err != nil {
			line, _ := reader.FieldPos(0)
			return nil, fmt.Errorf("harbour table, line %d: %w", line, err)
		}
	}
}

func (all Harbours) add(fields []string) error {
	amplitude, err := strconv.ParseFloat(fields[2], 64)
	if err != nil {
		return fmt.Errorf("amplitude %q is not a number", fields[2])
	}
	lag, err := strconv.ParseFloat(fields[3], 64)
	if err != nil {
		return fmt.Errorf("phase lag %q is not a number", fields[3])
	}
	harbour, known := all[fields[0]]
	if !known {
		harbour = &Harbour{Name: fields[0]}
		all[fields[0]] = harbour
	}
	if fields[1] == "Z0" {
		harbour.MeanLevel = amplitude
		return nil
	}
	speed, known := speeds[fields[1]]
	if !known {
		return fmt.Errorf("%q is not a known constituent", fields[1])
	}
	harbour.constituents = append(harbour.constituents, constituent{speed, amplitude, lag})
	return nil
}

// Names are sorted.
func (all Harbours) Names() []string {
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
