using System.Xml;
using System.Xml.Linq;
using Drayage.Formats.Xml;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>The XML files of one repository, each parsed once. A file that is not XML is remembered with its fault.</summary>
internal sealed class ProjectXml(SourceTree tree)
{
    private readonly Dictionary<string, XElement?> roots = new(StringComparer.Ordinal);

    public SourceTree Tree => tree;

    /// <summary>The faults met so far.</summary>
    public Dictionary<string, XmlException> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>The file's root element; null where the file is absent or not XML.</summary>
    public XElement? Root(string path)
    {
        if (roots.TryGetValue(path, out var known))
            return known;
        return roots[path] = tree.Contains(path) ? Load(path) : null;
    }

    private XElement? Load(string path)
    {
        try
        {
            return XmlPlaces.Load(tree.FullPath(path));
        }
        catch (XmlException error)
        {
            Faults[path] = error;
            return null;
        }
    }
}
