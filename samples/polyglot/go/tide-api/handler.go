package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tidewater/tidewater/go/tide-api/internal/tide"
)

const (
	moment   = "2006-01-02T15:04Z"
	maxHours = 24 * 31
)

type point struct {
	At     string  `json:"at"`
	Metres float64 `json:"metres"`
}

type handler struct {
	harbours tide.Harbours
}

func newHandler(harbours tide.Harbours, version string) http.Handler {
	h := handler{harbours}
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("/version", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]string{"version": version})
	})
	mux.HandleFunc("/v1/harbours", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string][]string{"harbours": harbours.Names()})
	})
	mux.HandleFunc("/v1/harbours/", h.heights)
	return mux
}

func (h handler) heights(w http.ResponseWriter, r *http.Request) {
	name, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/v1/harbours/"), "/")
	harbour, known := h.harbours[name]
	if rest != "heights" || !known {
		refuse(w, http.StatusNotFound, fmt.Sprintf("%q is not a known harbour", name))
		return
	}
	from, err := time.Parse(moment, r.URL.Query().Get("from"))
	if err != nil {
		refuse(w, http.StatusBadRequest, "from must be a moment like 2026-03-01T12:00Z")
		return
	}
	hours := 24
	if text := r.URL.Query().Get("hours"); text != "" {
		if hours, err = strconv.Atoi(text); err != nil || hours < 1 || hours > maxHours {
			refuse(w, http.StatusBadRequest, fmt.Sprintf("hours must be a whole number from 1 to %d", maxHours))
			return
		}
	}
	points := make([]point, hours)
	for i := range points {
		at := from.Add(time.Duration(i) * time.Hour)
		points[i] = point{at.Format(moment), math.Round(harbour.HeightAt(at)*1000) / 1000}
	}
	answer(w, http.StatusOK, map[string]any{"harbour": name, "points": points})
}

func refuse(w http.ResponseWriter, status int, reason string) {
	answer(w, status, map[string]string{"error": reason})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The client may be gone; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(body)
}
