package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tidewater/tidewater/go/tide-api/internal/tide"
)

func get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	harbours, err := tide.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	newHandler(harbours, "1.2.3").ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder
}

func TestHeightsByTheHour(t *testing.T) {
	response := get(t, "/v1/harbours/selkie/heights?from=2026-03-01T12:00Z&hours=3")
	var body struct {
		Harbour string
		Points  []point
	}
	if err := json.Unmarshal(response.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	if body.Harbour != "selkie" || len(body.Points) != 3 || body.Points[0] != (point{"2026-03-01T12:00Z", 0.912}) {
		t.Errorf("got %+v", body)
	}
	if body.Points[2].At != "2026-03-01T14:00Z" {
		t.Errorf("third point is at %s", body.Points[2].At)
	}
}

func TestRefusals(t *testing.T) {
	for path, status := range map[string]int{
		"/v1/harbours/atlantis/heights?from=2026-03-01T12:00Z":       http.StatusNotFound,
		"/v1/harbours/selkie/depths":                                 http.StatusNotFound,
		"/v1/harbours/selkie/heights":                                http.StatusBadRequest,
		"/v1/harbours/selkie/heights?from=today":                     http.StatusBadRequest,
		"/v1/harbours/selkie/heights?from=2026-03-01T12:00Z&hours=0": http.StatusBadRequest,
	} {
		response := get(t, path)
		if response.Code != status || !strings.Contains(response.Body.String(), `"error"`) {
			t.Errorf("%s: %d %s", path, response.Code, response.Body)
		}
	}
}

func TestVersionIsServed(t *testing.T) {
	if body := get(t, "/version").Body.String(); body != "{\"version\":\"1.2.3\"}\n" {
		t.Errorf("got %s", body)
	}
}
