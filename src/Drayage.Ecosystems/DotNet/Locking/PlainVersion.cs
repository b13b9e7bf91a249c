using System.Xml.Linq;
using Drayage.Formats.Xml;
using Drayage.Model;
using Drayage.Model.Versions;

namespace Drayage.Ecosystems.DotNet.Locking;

/// <summary>A version written out in a project, and its place.</summary>
internal sealed record PlainVersion(NuGetVersionText Version, SourceLocation At)
{
    /// <returns>Null where the element has no such attribute or child, or something else than a version stands in it.</returns>
    public static PlainVersion? Of(XElement element, string name, string path)
    {
        if (element.Attribute(name) is { } attribute)
            return NuGetVersionText.TryParse(attribute.Value.Trim(), out var given) ? new PlainVersion(given, XmlPlaces.ValueAt(path, attribute)) : null;
        var child = element.Elements().FirstOrDefault(child => child.Name.LocalName == name);
        return child is not null && PlainElements.AreUnconditional(child) && NuGetVersionText.TryParse(child.Value.Trim(), out var version)
            ? new PlainVersion(version, XmlPlaces.TextAt(path, child))
            : null;
    }
}
