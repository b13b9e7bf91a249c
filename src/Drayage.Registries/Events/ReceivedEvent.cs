using System.Text.Json;

namespace Drayage.Registries.Events;

/// <summary>A CloudEvent that was received. An event is known by source and id; each further sending counts.</summary>
internal sealed record ReceivedEvent
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Type { get; init; }

    public string? Subject { get; init; }

    public string? DataSchema { get; init; }

    public JsonElement? Data { get; init; }

    /// <summary><c>structured</c> or <c>binary</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Whether the sender signed the body.</summary>
    public required bool Signed { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Times { get; init; } = 1;

    public required DateTimeOffset At { get; init; }
}
