using System.Collections.Immutable;
using System.Text;
using Drayage.Model.Events;

namespace Drayage.Ecosystems.GitHub.Dispatching;

/// <summary>What of an event a workflow's inputs can be given.</summary>
internal static class DispatchInputs
{
    /// <summary>The whole event as JSON.</summary>
    public const string Event = "event";

    /// <summary>The words for it, as settings have them.</summary>
    public static ImmutableArray<string> Words { get; } = [Event, "id", "type", "subject", "project", "tag", "version", "waybill-digest", "waybill-url"];

    /// <summary>Empty where the event has nothing of the kind.</summary>
    public static string Of(ReleaseEvent told, string word) => word switch
    {
        Event => Encoding.UTF8.GetString(EventCodec.Write(told)),
        "id" => told.Id,
        "type" => told.Type,
        "subject" => told.Subject,
        "project" => told.Release.Project,
        "tag" => told.Release.Tag,
        "version" => told.Release.Version,
        "waybill-digest" => told.Release.Waybill.Digest.ToString(),
        "waybill-url" => told.Release.Waybill.Locations.FirstOrDefault()?.AbsoluteUri ?? "",
        _ => throw new InvalidOperationException($"'{word}' is no word for inputs"),
    };
}
