using System.Xml;
using System.Xml.Linq;
using Drayage.Model;

namespace Drayage.Formats.Xml;

/// <summary>Loads XML without DTDs or outside entities, and tells where its parts stand.</summary>
public static class XmlPlaces
{
    /// <param name="file">Full path.</param>
    /// <exception cref="XmlException">The file is not well-formed; the exception has the place.</exception>
    public static XElement Load(string file)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var reader = XmlReader.Create(file, settings);
        return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root!;
    }

    /// <summary>Where an element's name, an attribute or a text begins.</summary>
    public static SourceLocation At(string path, IXmlLineInfo part) => new(path, part.LineNumber, part.LinePosition);

    /// <summary>Where an attribute's value begins, after its name, the equals sign and the quote.</summary>
    public static SourceLocation ValueAt(string path, XAttribute attribute)
    {
        var at = At(path, attribute);
        return at with { Column = at.Column + attribute.Name.LocalName.Length + 2 };
    }

    /// <summary>What an attribute says, or else a child element, whatever the case of its name; null where there is neither.</summary>
    public static (string? Text, SourceLocation At)? ValueOf(string path, XElement element, string name)
    {
        if (element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } attribute)
            return (attribute.Value, ValueAt(path, attribute));
        return element.Elements().FirstOrDefault(child => child.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } child
            ? (child.Value.Trim(), TextAt(path, child))
            : null;
    }

    /// <summary>Where an element's text begins, past white space; for an empty element the element itself.</summary>
    public static SourceLocation TextAt(string path, XElement element)
    {
        if (element.Nodes().OfType<XText>().FirstOrDefault(text => !string.IsNullOrWhiteSpace(text.Value)) is not { } text)
            return At(path, element);
        var blank = text.Value.AsSpan()[..^text.Value.AsSpan().TrimStart().Length];
        var at = At(path, text);
        var newline = blank.LastIndexOf('\n');
        return newline < 0
            ? at with { Column = at.Column + blank.Length }
            : new SourceLocation(path, at.Line + blank.Count('\n'), blank.Length - newline);
    }
}
