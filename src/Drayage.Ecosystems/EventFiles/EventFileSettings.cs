using Drayage.Model;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.EventFiles;

/// <summary>A destination of kind <c>event-file</c>.</summary>
public sealed record EventFileSettings : AnnouncementSettings
{
    internal const string OfKind = "event-file";

    private static readonly Setting<string> PathSetting = Settings.Text(
        "path",
        $"Template of the file's path, relative to the repository, of {string.Join(", ", EventFilePath.Variables)}. Default: {EventFilePath.Default}.");

    /// <summary>Template.</summary>
    public required string Path { get; init; }

    /// <summary>Where it stands, for messages.</summary>
    public required SourceLocation PathAt { get; init; }

    internal static SettingsSection Section { get; } = new(
        $"destination of kind {OfKind}",
        "Writes each event to a file, whole or not at all.",
        [EventsSetting, PathSetting]);

    internal static EventFileSettings Read(SectionReader reader, string id) => new()
    {
        Id = id,
        Kind = OfKind,
        At = reader.At,
        Events = ReadEvents(reader),
        Path = reader.Get(PathSetting) ?? EventFilePath.Default,
        PathAt = reader.LocationOf(PathSetting),
    };
}
