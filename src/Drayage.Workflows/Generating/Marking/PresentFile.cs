using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model;

namespace Drayage.Workflows.Generating.Marking;

/// <summary>A file as it stands, cut at its marks. What is outside of them is the user's.</summary>
internal sealed partial class PresentFile
{
    private PresentFile(ImmutableArray<Piece> pieces) => Pieces = pieces;

    /// <summary>In order; together they are the file.</summary>
    public ImmutableArray<Piece> Pieces { get; }

    public IEnumerable<Piece.Region> Regions => Pieces.OfType<Piece.Region>();

    /// <param name="text">With <c>\n</c> line ends.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="ReleaseException">The marks are not pairs in order.</exception>
    public static PresentFile Read(string text, string path)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var free = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        (string Id, string Digest, int Line, List<string> Lines)? open = null;
        var number = 0;
        foreach (var line in Lines(text))
        {
            number++;
            var mark = Mark().Match(line);
            switch (mark.Success ? mark.Groups["what"].Value : "", open)
            {
                case ("begin", null):
                    if (!seen.Add(mark.Groups["id"].Value))
                        throw Refused(path, number, $"region '{mark.Groups["id"].Value}' stands twice");
                    pieces.Add(new Piece.Free(string.Concat(free), number - free.Count));
                    free.Clear();
                    open = (mark.Groups["id"].Value, mark.Groups["digest"].Value, number, []);
                    break;
                case ("end", var (id, digest, at, lines)) when id == mark.Groups["id"].Value:
                    pieces.Add(new Piece.Region(id, digest, string.Concat(lines), at));
                    open = null;
                    break;
                case ("begin" or "end", _):
                    throw Refused(path, number, open is null ? "the region was never begun" : $"region '{open.Value.Id}' of line {open.Value.Line} is still open");
                case (_, null):
                    free.Add(line);
                    break;
                case (_, var (_, _, _, lines)):
                    lines.Add(line);
                    break;
            }
        }

        if (open is { } left)
            throw Refused(path, left.Line, $"region '{left.Id}' has no end");
        pieces.Add(new Piece.Free(string.Concat(free), number - free.Count + 1));
        return new PresentFile(pieces.ToImmutable());
    }

    private static IEnumerable<string> Lines(string text)
    {
        for (int start = 0, next; start < text.Length; start = next)
        {
            next = text.IndexOf('\n', start) is >= 0 and var end ? end + 1 : text.Length;
            yield return text[start..next];
        }
    }

    private static ReleaseException Refused(string path, int line, string because) => new(
        ExitCode.Refused, $"the marks in {path} are not pairs", $"{path}:{line}:1: {because}", "mend them, or take the file away and generate it anew: drayage workflow generate --write");

    [GeneratedRegex(@"\A[ \t]*# drayage: (?<what>begin|end) (?<id>[a-z0-9-]+)(?: (?<digest>sha256:[0-9a-f]+))?[ \t]*\n?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();

    /// <summary>A part of the file.</summary>
    public abstract record Piece
    {
        private Piece()
        {
        }

        /// <summary>The user's.</summary>
        /// <param name="Line">Of its first line, from 1.</param>
        public sealed record Free(string Text, int Line) : Piece;

        /// <summary>Generated once.</summary>
        /// <param name="Digest">Of the text as it was generated.</param>
        /// <param name="Line">Of the mark at its begin, from 1.</param>
        public sealed record Region(string Id, string Digest, string Text, int Line) : Piece
        {
            public bool IsEdited => Digest != MarkedRegion.DigestOf(Text);
        }
    }
}
