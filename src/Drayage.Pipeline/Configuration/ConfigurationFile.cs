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

    /// <summary>Reads what delivering needs: <c>destinations</c>, <c>repository</c>, <c>public-key</c> and <c>journal</c>. Nothing else is looked at, or need be there.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">Absolute; paths in the file are relative to its directory.</param>
    /// <exception cref="ReleaseException">With every mistake that was found, each at its place.</exception>
    public DeliverySettings ReadDelivery(string text, string path)
    {
        var settings = SettingsText.Read(text, path, project.ReadDelivery, "name a configuration with destinations, or none", $"drayage publish --config {path}");
        var key = settings.PublicKey is { } relative ? Path.GetFullPath(relative, Path.GetDirectoryName(path)!) : null;
        return settings with { PublicKey = key };
    }

    /// <summary>The JSON schema for editors (JSON Schema 2020-12).</summary>
    public string Schema() => SettingsText.Schema(project.Schema(), $"{Name} of Drayage");

    /// <summary>The reference page in Markdown, from the same definitions.</summary>
    public string ReferencePage() => Reference.ReferencePage.Write(project.Schema());
}
