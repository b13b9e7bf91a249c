using System.Security.Cryptography;
using System.Text;

namespace Drayage.Workflows.Generating.Marking;

/// <summary>A part of a file that is generated.</summary>
/// <param name="Id">Its name in the marks around it, unique in the file.</param>
/// <param name="Text">Whole lines, each with <c>\n</c> at its end.</param>
public sealed record MarkedRegion(string Id, string Text)
{
    private const int DigestLength = 16;

    /// <summary>What the mark says of the text, so that edits are noticed.</summary>
    internal string Digest => DigestOf(Text);

    internal static string DigestOf(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..DigestLength];

    /// <summary>The region with its marks, indented as its first line is.</summary>
    internal string Marked
    {
        get
        {
            var indent = Text[..(Text.Length - Text.TrimStart(' ').Length)];
            return $"{indent}# drayage: begin {Id} {Digest}\n{Text}{indent}# drayage: end {Id}\n";
        }
    }
}

/// <summary>A file of which regions are generated.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Regions">In their order in the file.</param>
public sealed record GeneratedFile(string Path, System.Collections.Immutable.ImmutableArray<MarkedRegion> Regions)
{
    /// <summary>The file where there was none.</summary>
    public string Text => string.Concat(Regions.Select(region => region.Marked));
}
