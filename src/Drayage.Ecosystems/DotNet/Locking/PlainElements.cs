using System.Xml.Linq;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Locking;

/// <summary>What in a project holds whatever MSBuild finds.</summary>
internal static class PlainElements
{
    private static readonly string[] Shared = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>True where neither the element nor one around it has a condition.</summary>
    public static bool AreUnconditional(XElement element) =>
        element.AncestorsAndSelf().All(part => part.Attribute("Condition") is null && part.Name.LocalName is not ("When" or "Otherwise" or "Target"));

    /// <summary>The project and the files of the repository that the SDK may import into it.</summary>
    public static IEnumerable<XElement> Files(ProjectXml xml, string project)
    {
        if (xml.Root(project) is { } own)
            yield return own;
        for (var directory = SourceTree.DirectoryOf(project); ; directory = SourceTree.DirectoryOf(directory))
        {
            foreach (var name in Shared)
            {
                if (xml.Root(SourceTree.Join(directory, name)!) is { } shared)
                    yield return shared;
            }

            if (directory.Length == 0)
                yield break;
        }
    }
}
