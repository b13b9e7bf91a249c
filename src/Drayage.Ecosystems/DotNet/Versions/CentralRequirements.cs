using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Formats.Xml;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.DotNet.Versions;

/// <summary>
/// The repository's own packages among the versions that stand in one place for all projects
/// (learn.microsoft.com/nuget/consume-packages/central-package-management).
/// </summary>
internal static class CentralRequirements
{
    private const string FileName = "Directory.Packages.props";

    public static IEnumerable<(Package, VersionPlace)> Read(SourceTree tree, ILookup<string, Package> projects)
    {
        var xml = new ProjectXml(tree);
        return from path in tree.Named(FileName)
               from element in xml.Root(path)?.Descendants() ?? []
               where element.Name.LocalName is "PackageVersion"
               from project in projects[(element.Attribute("Include") ?? element.Attribute("Update"))?.Value.Trim() ?? ""].Take(1)
               let version = XmlPlaces.ValueOf(path, element, "Version")
               where version is { Text: not null }
               select (project, new VersionPlace
               {
                   At = version.Value.At,
                   Text = version.Value.Text!,
                   Role = VersionRole.Requirement,
                   Subject = $"{project.Name} in {path}",
                   Spelling = NativeSpelling.NuGet,
               });
    }

    public static IReadOnlyCollection<string> FilesOf(SourceTree tree) => [.. tree.Named(FileName)];
}
