using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>Reads the line-oriented grammar that <c>go.mod</c> and <c>go.work</c> share (go.dev/ref/mod#go-mod-file-lexical).</summary>
internal static class GoDirectiveReader
{
    public static ImmutableArray<GoDirective> Read(string text, string path)
    {
        var directives = ImmutableArray.CreateBuilder<GoDirective>();
        GoToken? block = null;
        var lineNumber = 0;
        foreach (var line in text.Split('\n'))
        {
            var (tokens, comment) = Tokens(line.TrimEnd('\r'), path, ++lineNumber);
            if (tokens.Count == 0)
                continue;
            if (block is { } verb)
            {
                if (tokens is [{ Text: ")" }])
                    block = null;
                else
                    directives.Add(new GoDirective(verb, [.. tokens], comment));
            }
            else if (tokens is [_, { Text: "(" }])
            {
                block = tokens[0];
            }
            else if (tokens is not [_, { Text: "(" }, { Text: ")" }])
            {
                directives.Add(new GoDirective(tokens[0], [.. tokens.Skip(1)], comment));
            }
        }

        return block is { } open
            ? throw GoSyntax.Error($"the block of '{open.Text}' is not closed", open.At)
            : directives.ToImmutable();
    }

    private static (List<GoToken> Tokens, string? Comment) Tokens(string line, string path, int lineNumber)
    {
        var tokens = new List<GoToken>();
        var position = 0;
        while (position < line.Length)
        {
            if (char.IsWhiteSpace(line[position]))
            {
                position++;
                continue;
            }

            if (line.AsSpan(position).StartsWith("//"))
                return (tokens, line[(position + 2)..].Trim());
            var at = new SourceLocation(path, lineNumber, position + 1);
            tokens.Add(line[position] is '"' or '`' ? Quoted(line, at, ref position) : Bare(line, at, ref position));
        }

        return (tokens, null);
    }

    private static GoToken Quoted(string line, SourceLocation at, ref int position)
    {
        var end = line.IndexOf(line[position], position + 1);
        if (end < 0)
            throw GoSyntax.Error("a string is not closed", at);
        var token = new GoToken(line[(position + 1)..end], at);
        position = end + 1;
        return token;
    }

    private static GoToken Bare(string line, SourceLocation at, ref int position)
    {
        var start = position;
        if (line[position] is '(' or ')' or ',' or '[' or ']')
            position++;
        else if (line.AsSpan(position).StartsWith("=>"))
            position += 2;
        else
            position = WordEnd(line, position);
        return new GoToken(line[start..position], at);
    }

    private static int WordEnd(string line, int position)
    {
        while (position < line.Length
               && !char.IsWhiteSpace(line[position])
               && line[position] is not ('(' or ')' or ',' or '[' or ']')
               && !line.AsSpan(position).StartsWith("//")
               && !line.AsSpan(position).StartsWith("=>"))
            position++;
        return position;
    }
}
