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

    /// <inheritdoc cref="Model.Delivery.Announcement.IsNotice"/>
    public virtual bool IsNotice => false;

    /// <summary>Types of <see cref="EventTypes.All"/>.</summary>
    public required ImmutableArray<string> Events { get; init; }

    /// <summary>Reads the shared key, and reports types that there are not.</summary>
    protected static ImmutableArray<string> ReadEvents(SectionReader reader) => ReadEvents(reader, EventsSetting, ByDefault);

    /// <inheritdoc cref="ReadEvents(SectionReader)"/>
    /// <param name="reader">The section.</param>
    /// <param name="setting">The key.</param>
    /// <param name="byDefault">What is told where it is not set.</param>
    private protected static ImmutableArray<string> ReadEvents(
        SectionReader reader, Setting<ImmutableArray<string>> setting, ImmutableArray<string> byDefault)
    {
        if (!reader.Has(setting))
            return byDefault;
        var events = reader.Get(setting);
        if (events.IsDefaultOrEmpty)
            return [];
        foreach (var unknown in events.Except(EventTypes.All))
            reader.Problems.Add($"'{unknown}' is no event", reader.LocationOf(setting), $"events: {string.Join(", ", EventTypes.All)}");
        return [.. EventTypes.All.Where(events.Contains)];
    }
}
