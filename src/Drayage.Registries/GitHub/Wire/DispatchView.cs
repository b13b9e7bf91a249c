using System.Text.Json;
using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.Wire;

/// <summary>A workflow start that was asked for, for those who look what a rehearsal did.</summary>
internal sealed record DispatchView(string Kind, string Name, string? Ref, JsonElement Payload, DateTimeOffset At)
{
    public static DispatchView Of(DispatchedEvent started) =>
        new(started.Kind, started.Name, started.Ref, JsonElement.Parse(started.Payload), started.At);
}
