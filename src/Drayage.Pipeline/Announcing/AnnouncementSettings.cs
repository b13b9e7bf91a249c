using System.Collections.Immutable;
using Drayage.Model.Events;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Announcing;

/// <summary>A destination that is told of releases; each kind derives its own sealed record.</summary>
public abstract record AnnouncementSettings : DestinationSettings
{
    private static readonly ImmutableArray<string> ByDefault = [EventTypes.ReleasePublished, EventTypes.ReleaseWithdrawn];

    /// <summary>The key that all kinds share.</summary>
    public static Setting<ImmutableArray<string>> EventsSetting { get; } = Settings.Texts(
        "events", $"Which events are told: {string.Join(", ", EventTypes.All)}. Default: {string.Join(", ", ByDefault)}.");

    /// <summary>Types of <see cref="EventTypes.All"/>.</summary>
    public required ImmutableArray<string> Events { get; init; }

    /// <summary>Reads the shared key, and reports types that there are not.</summary>
    protected static ImmutableArray<string> ReadEvents(SectionReader reader)
    {
        if (!reader.Has(EventsSetting))
            return ByDefault;
        var events = reader.Get(EventsSetting);
        if (events.IsDefaultOrEmpty)
            return [];
        foreach (var unknown in events.Except(EventTypes.All))
            reader.Problems.Add($"'{unknown}' is no event", reader.LocationOf(EventsSetting), $"events: {string.Join(", ", EventTypes.All)}");
        return [.. EventTypes.All.Where(events.Contains)];
    }
}
