using System.Collections.Immutable;
using Drayage.Formats.Templates;
using Drayage.Model;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>Where the provenance bundle of a package stands.</summary>
internal static class ProvenancePath
{
    /// <summary>What the template may name.</summary>
    public static ImmutableArray<string> Variables { get; } = ["package", "version", "file"];

    /// <param name="file">Artifact name of the tarball.</param>
    /// <exception cref="ReleaseException">The template cannot be read, or names something else.</exception>
    public static string Of(string template, ComponentDelivery component, string file, SourceLocation at)
    {
        var parsed = Template.Parse(template, at);
        parsed.RequireKnown(Variables);
        return parsed.Render(TemplateVariables.Empty
            .With("package", component.Component.Package)
            .With("version", component.Component.NativeVersion)
            .With("file", file));
    }
}
