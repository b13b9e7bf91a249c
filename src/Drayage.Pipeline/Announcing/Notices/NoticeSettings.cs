using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Events;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Announcing.Notices;

/// <summary>A destination where people read of releases; each kind derives its own sealed record.</summary>
public abstract record NoticeSettings : AnnouncementSettings
{
    private static readonly ImmutableArray<string> ByDefault = [EventTypes.ReleasePublished, EventTypes.ReleaseFailed, EventTypes.ReleaseWithdrawn];

    /// <summary>The keys that all kinds share.</summary>
    public static Setting<ImmutableArray<string>> NoticeEventsSetting { get; } = Settings.Texts(
        "events", $"Which events are told: {string.Join(", ", EventTypes.All)}. Default: {string.Join(", ", ByDefault)}.");

    /// <inheritdoc cref="NoticeEventsSetting"/>
    public static Setting<string> MessageSetting { get; } = Settings.Text(
        "message",
        $"Template of the text, of {string.Join(", ", NoticeTemplate.Names)}. Values are escaped for the service that shows them. Default: what stands where, or what did not get through.");

    public sealed override bool IsNotice => true;

    /// <summary>Template; null for the usual message.</summary>
    public string? Message { get; init; }

    /// <summary>Where it stands.</summary>
    public SourceLocation MessageAt { get; init; } = new("", 0, 0);

    protected static ImmutableArray<string> ReadNoticeEvents(SectionReader reader) => ReadEvents(reader, NoticeEventsSetting, ByDefault);

    /// <exception cref="ReleaseException">The template cannot be rendered.</exception>
    public virtual void Check()
    {
        if (Message is not null)
            NoticeTemplate.Check(Message, MessageAt);
    }
}
