using System.Xml.Linq;
using Drayage.Formats.Xml;
using Drayage.Model;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>One item of a project: a package reference, a project reference.</summary>
/// <param name="At">Where its <c>Include</c> stands.</param>
internal sealed record ProjectItem(string Type, string Include, SourceLocation At, XElement Element)
{
    /// <summary>Metadata given as an attribute or as a child element, unexpanded.</summary>
    public string? Metadata(string name) =>
        Element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value
        ?? Element.Elements().FirstOrDefault(element => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>Metadata, and where its value begins; null where there is none.</summary>
    public (string? Text, SourceLocation At)? Find(string name) => XmlPlaces.ValueOf(At.Path, Element, name);
}
