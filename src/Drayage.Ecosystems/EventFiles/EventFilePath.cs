using System.Collections.Immutable;
using Drayage.Formats.Templates;
using Drayage.Model;
using Drayage.Model.Events;

namespace Drayage.Ecosystems.EventFiles;

/// <summary>Where an event is written.</summary>
internal static class EventFilePath
{
    public const string Default = "dist/events/{{ type }}-{{ short_id }}.json";

    private const int ShortId = 12;

    /// <summary>What the template may name.</summary>
    public static ImmutableArray<string> Variables { get; } = ["project", "tag", "version", "type", "subject", "id", "short_id"];

    /// <exception cref="ReleaseException">The template cannot be read, or names something else.</exception>
    public static void Check(string template, SourceLocation at) => Template.Parse(template, at).RequireKnown(Variables);

    /// <param name="template">A template that was checked.</param>
    public static string Of(string template, ReleaseEvent told) => Template.Parse(template, new SourceLocation("path", 1, 1)).Render(TemplateVariables
        .Of([])
        .With("project", Name(told.Release.Project))
        .With("tag", Name(told.Release.Tag))
        .With("version", Name(told.Release.Version))
        .With("type", told.Type)
        .With("subject", Name(told.Subject))
        .With("id", told.Id)
        .With("short_id", told.Id[..ShortId]));

    // A slash of a tag or of a consignment's id would make a directory of its own.
    private static string Name(string text) => text.Replace('/', '-');
}
