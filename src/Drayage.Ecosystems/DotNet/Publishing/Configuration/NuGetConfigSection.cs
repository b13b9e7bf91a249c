using System.Xml.Linq;

namespace Drayage.Ecosystems.DotNet.Publishing.Configuration;

/// <summary>
/// A section of NuGet's configuration, put together from all files: an entry of a nearer file takes the place of one with the same key,
/// and <c>clear</c> drops whatever came before it.
/// </summary>
internal sealed class NuGetConfigSection
{
    private readonly List<NuGetConfigEntry> entries = [];

    public IReadOnlyList<NuGetConfigEntry> Entries => entries;

    /// <param name="file">Absolute path, which relative folders start from.</param>
    /// <param name="section">Null when the file has no such section.</param>
    public void Take(string file, XElement? section)
    {
        foreach (var element in section?.Elements() ?? [])
        {
            if (element.Name.LocalName == "clear")
                entries.Clear();
            else if (KeyOf(element) is { Length: > 0 } key)
                Put(new NuGetConfigEntry(key, element, file));
        }
    }

    /// <summary>Keys are equal without regard to case.</summary>
    public NuGetConfigEntry? Find(string key) => entries.FirstOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    private void Put(NuGetConfigEntry entry)
    {
        var place = entries.FindIndex(other => other.Key.Equals(entry.Key, StringComparison.OrdinalIgnoreCase));
        if (place < 0)
            entries.Add(entry);
        else
            entries[place] = entry;
    }

    // Credentials stand in elements that are named after their source, as XML writes names that it does not allow.
    private static string? KeyOf(XElement element) =>
        element.Name.LocalName == "add" ? element.Attribute("key")?.Value : System.Xml.XmlConvert.DecodeName(element.Name.LocalName);
}

/// <summary>One entry.</summary>
/// <param name="File">Absolute path of the file that it stands in.</param>
internal sealed record NuGetConfigEntry(string Key, XElement Element, string File)
{
    public string Value => Element.Attribute("value")?.Value ?? "";

    /// <summary>Never the content: it may be a secret.</summary>
    public override string ToString() => $"{Key} ({File})";
}
