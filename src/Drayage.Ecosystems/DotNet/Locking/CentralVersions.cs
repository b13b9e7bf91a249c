using System.Xml.Linq;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Locking;

/// <summary>The versions of the nearest <c>Directory.Packages.props</c> above a project (learn.microsoft.com/nuget/consume-packages/central-package-management).</summary>
internal sealed class CentralVersions
{
    private const string FileName = "Directory.Packages.props";

    private readonly string path;
    private readonly ILookup<string, XElement> versions;

    private CentralVersions(string path, XElement root)
    {
        this.path = path;
        versions = root.Descendants().Where(element => element.Name.LocalName == "PackageVersion")
            .ToLookup(element => (element.Attribute("Include") ?? element.Attribute("Update") ?? element.Attribute("Remove"))?.Value ?? "", StringComparer.OrdinalIgnoreCase);
    }

    /// <returns>Null where there is none, or where MSBuild might take its versions from elsewhere.</returns>
    public static CentralVersions? Of(ProjectXml xml, string project, ProjectEvaluation evaluation)
    {
        if (!evaluation.Properties.IsEmpty("DirectoryPackagesPropsPath"))
            return null;
        for (var directory = SourceTree.DirectoryOf(project); ; directory = SourceTree.DirectoryOf(directory))
        {
            var candidate = SourceTree.Join(directory, FileName)!;
            if (xml.Tree.Contains(candidate))
                return xml.Root(candidate) is { } root && root.Descendants().All(element => element.Name.LocalName is not "Import") ? new CentralVersions(candidate, root) : null;
            if (directory.Length == 0)
                return null;
        }
    }

    /// <summary>Null where the package has none, or more than one, or one under a condition.</summary>
    public PlainVersion? Of(string package) =>
        versions[package].ToArray() is [var only] && only.Attribute("Include") is not null && PlainElements.AreUnconditional(only)
            ? PlainVersion.Of(only, "Version", path)
            : null;
}
