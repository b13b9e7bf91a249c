using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Configuration;

/// <summary>Reads <c>drayage.yaml</c> and gives its JSON schema; both come from the same definitions.</summary>
public sealed class ConfigurationFile
{
    public const string Name = "drayage.yaml";

    private readonly ProjectSection project;

    public ConfigurationFile(ImmutableArray<IEcosystem> ecosystems, ImmutableArray<IDestinationKind> kinds) =>
        project = new ProjectSection(new ComponentSection(ecosystems), new DestinationSection(kinds));

    /// <summary>Reads and validates.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="ReleaseException">With every mistake that was found, each at its place.</exception>
    public ProjectSettings Read(string text, string path) =>
        SettingsText.Read(text, path, project.Read, "write one from what the repository holds: drayage init --force", YamlReader.CheckCommand);

    /// <summary>The JSON schema for editors (JSON Schema 2020-12).</summary>
    public string Schema() => SettingsText.Schema(project.Schema(), $"{Name} of Drayage");

    /// <summary>The reference page in Markdown, from the same definitions.</summary>
    public string ReferencePage() => Reference.ReferencePage.Write(project.Schema());
}
