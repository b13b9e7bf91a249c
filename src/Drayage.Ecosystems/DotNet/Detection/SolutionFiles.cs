using System.Text.RegularExpressions;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Formats.Xml;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>Which solutions, <c>.sln</c> or <c>.slnx</c>, list a project.</summary>
internal sealed partial class SolutionFiles
{
    private readonly ILookup<string, SourceLocation> byProject;

    public SolutionFiles(ProjectXml xml)
    {
        var entries = xml.Tree.Ending(".slnx").SelectMany(path => Xml(xml, path)).Concat(xml.Tree.Ending(".sln").SelectMany(path => Text(xml.Tree, path)));
        byProject = entries.ToLookup(entry => entry.Project, entry => entry.At, StringComparer.Ordinal);
    }

    public IEnumerable<SourceLocation> Listing(string project) => byProject[project];

    private static IEnumerable<(string Project, SourceLocation At)> Xml(ProjectXml xml, string path) =>
        from element in xml.Root(path)?.Descendants() ?? []
        where element.Name.LocalName == "Project"
        let project = element.Attribute("Path")?.Value
        where project is not null
        let joined = SourceTree.Join(SourceTree.DirectoryOf(path), project)
        where joined is not null
        select (joined, XmlPlaces.At(path, element));

    private static IEnumerable<(string Project, SourceLocation At)> Text(SourceTree tree, string path)
    {
        var line = 0;
        foreach (var text in File.ReadLines(tree.FullPath(path)))
        {
            line++;
            var match = ProjectLine().Match(text);
            if (match.Success && SourceTree.Join(SourceTree.DirectoryOf(path), match.Groups["path"].Value) is { } project)
                yield return (project, new SourceLocation(path, line, match.Groups["path"].Index + 1));
        }
    }

    [GeneratedRegex(@"\A\s*Project\(""\{[^}]*\}""\)\s*=\s*""[^""]*"",\s*""(?<path>[^""]+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ProjectLine();
}
