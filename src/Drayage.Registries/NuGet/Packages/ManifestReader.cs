using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace Drayage.Registries.NuGet.Packages;

/// <summary>Reads a <c>.nuspec</c>. Its namespace differs from one version of the schema to the next, so names are local ones.</summary>
internal static class ManifestReader
{
    private const string DefaultType = "Dependency";
    private const int LongestDescription = 4000;

    /// <exception cref="NuGetRefusal">400: it is no manifest, or lacks id or version.</exception>
    public static async Task<PackageManifest> ReadAsync(Stream nuspec, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = XmlReader.Create(nuspec, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit });
            var document = await XDocument.LoadAsync(reader, LoadOptions.None, cancellationToken);
            return Of(Child(document.Root!, "metadata") ?? throw Invalid("it has no metadata"));
        }
        catch (XmlException malformed)
        {
            throw Invalid(malformed.Message);
        }
    }

    /// <summary>What a manifest must say besides, where it is not that of symbols.</summary>
    /// <exception cref="NuGetRefusal">400: it does not.</exception>
    public static void Demand(PackageManifest manifest)
    {
        if (manifest.Authors.Length == 0)
            throw Invalid("it has no authors");
        if (manifest.Description.Length is 0 or > LongestDescription)
            throw Invalid($"the description has no or more than {LongestDescription} characters");
    }

    private static PackageManifest Of(XElement metadata)
    {
        return new PackageManifest
        {
            Id = Required(metadata, "id"),
            Version = Required(metadata, "version"),
            Authors = Text(metadata, "authors") ?? "",
            Description = Text(metadata, "description") ?? "",
            Title = Text(metadata, "title"),
            Summary = Text(metadata, "summary"),
            Tags = Text(metadata, "tags"),
            ProjectUrl = Text(metadata, "projectUrl"),
            LicenseExpression = Child(metadata, "license") is { } licence && licence.Attribute("type")?.Value == "expression" ? licence.Value.Trim() : null,
            MinClientVersion = metadata.Attribute("minClientVersion")?.Value,
            RequireLicenseAcceptance = Text(metadata, "requireLicenseAcceptance") == "true",
            PackageTypes = Types(metadata) is { IsEmpty: false } types ? types : [DefaultType],
            DependencyGroups = Groups(Child(metadata, "dependencies")),
        };
    }

    private static ImmutableArray<string> Types(XElement metadata) =>
        [.. Children(Child(metadata, "packageTypes"), "packageType").Select(type => type.Attribute("name")?.Value ?? throw Invalid("a package type has no name"))];

    private static ImmutableArray<DependencyGroup> Groups(XElement? dependencies)
    {
        var groups = Children(dependencies, "group").Select(group => new DependencyGroup(group.Attribute("targetFramework")?.Value, Dependencies(group)));
        // Manifests of before groups list what is needed on every framework.
        return Dependencies(dependencies) is { IsEmpty: false } flat ? [new DependencyGroup(null, flat)] : [.. groups];
    }

    private static ImmutableArray<PackageDependency> Dependencies(XElement? parent) =>
    [
        .. Children(parent, "dependency").Select(dependency => new PackageDependency(
            dependency.Attribute("id")?.Value ?? throw Invalid("a dependency has no id"), dependency.Attribute("version")?.Value)),
    ];

    private static string Required(XElement metadata, string name) => Text(metadata, name) ?? throw Invalid($"it has no {name}");

    private static string? Text(XElement metadata, string name) => Child(metadata, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static XElement? Child(XElement parent, string name) => Children(parent, name).FirstOrDefault();

    private static IEnumerable<XElement> Children(XElement? parent, string name) => parent?.Elements().Where(element => element.Name.LocalName == name) ?? [];

    private static NuGetRefusal Invalid(string reason) =>
        NuGetRefusal.BadRequest($"The NuGet package contains an invalid .nuspec file. The errors encountered are: '{reason}'. Correct the errors and try again.");
}
