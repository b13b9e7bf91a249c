using System.Xml.Linq;
using Drayage.Formats.Xml;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>One <c>pom.xml</c> as it is written, before inheritance and interpolation.</summary>
internal sealed record Pom(string Path, XElement Root)
{
    public const string FileName = "pom.xml";

    public string Directory => SourceTree.DirectoryOf(Path);

    public XElement? Parent => Child(Root, "parent");

    /// <summary>The path of elements from the root, by local names: old files carry no namespace.</summary>
    public XElement? Find(params ReadOnlySpan<string> names) => Find(Root, names);

    public static XElement? Find(XElement from, params ReadOnlySpan<string> names)
    {
        XElement? element = from;
        foreach (var name in names)
            element = element is null ? null : Child(element, name);
        return element;
    }

    public static XElement? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    /// <summary>The elements of a list such as <c>modules</c>, <c>dependencies</c>, <c>plugins</c>.</summary>
    public IEnumerable<XElement> List(params ReadOnlySpan<string> names) => Find(names)?.Elements() ?? [];

    public SourceLocation At(XElement element) => XmlPlaces.TextAt(Path, element);

    /// <summary>The modules of the project and of all its profiles.</summary>
    public IEnumerable<XElement> Modules =>
        List("modules").Concat(List("profiles").SelectMany(profile => Find(profile, "modules")?.Elements() ?? []));
}
