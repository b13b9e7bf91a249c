using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Containers.Detection;

/// <summary>
/// Splits a Dockerfile into instructions by the rules of BuildKit's parser: parser directives, an escape character that
/// continues lines, comments and blank lines inside continuations, and here-documents of RUN, COPY and ADD.
/// </summary>
internal sealed partial class DockerfileReader
{
    private static readonly string[] KnownDirectives = ["syntax", "escape", "check"];

    private readonly string[] lines;
    private readonly Dictionary<string, string> directives = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImmutableArray<DockerInstruction>.Builder instructions = ImmutableArray.CreateBuilder<DockerInstruction>();
    private int position;

    private DockerfileReader(string text) => lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');

    private char Escape => directives.GetValueOrDefault("escape") == "`" ? '`' : '\\';

    public static Dockerfile Read(string text)
    {
        var reader = new DockerfileReader(text);
        reader.ReadDirectives();
        while (reader.position < reader.lines.Length)
            reader.ReadInstruction();
        return new Dockerfile(reader.instructions.DrainToImmutable(), reader.directives.GetValueOrDefault("syntax"));
    }

    // Only the very first lines can be directives; the first that is none, even a comment or a blank line, ends them.
    private void ReadDirectives()
    {
        while (position < lines.Length && Directive().Match(lines[position]) is { Success: true } match)
        {
            var name = match.Groups["name"].Value;
            if (!KnownDirectives.Contains(name, StringComparer.OrdinalIgnoreCase) || !directives.TryAdd(name, match.Groups["value"].Value))
                return;
            position++;
        }
    }

    private void ReadInstruction()
    {
        var first = lines[position];
        if (IsBlankOrComment(first))
        {
            position++;
            return;
        }

        var (line, column) = (position + 1, first.Length - first.TrimStart().Length + 1);
        var match = Keyword().Match(ReadLogicalLine());
        if (!match.Success)
            return;
        var keyword = match.Groups["keyword"].Value.ToUpperInvariant();
        var arguments = match.Groups["arguments"].Value.Trim();
        var bodies = keyword is "RUN" or "COPY" or "ADD" ? ReadHereDocuments(arguments) : [];
        instructions.Add(new DockerInstruction(keyword, arguments, line, column) { HereDocuments = bodies });
    }

    private string ReadLogicalLine()
    {
        var text = new StringBuilder();
        var isFirst = true;
        while (position < lines.Length)
        {
            var line = lines[position++];
            if (!isFirst && IsBlankOrComment(line))
                continue;
            isFirst = false;
            var trimmed = line.TrimEnd(' ', '\t');
            if (!trimmed.EndsWith(Escape))
            {
                text.Append(line);
                break;
            }

            text.Append(trimmed, 0, trimmed.Length - 1);
        }

        return text.ToString();
    }

    private ImmutableArray<string> ReadHereDocuments(string arguments)
    {
        var bodies = ImmutableArray.CreateBuilder<string>();
        foreach (var match in HereDocument().Matches(arguments).Cast<Match>())
        {
            var (stripsTabs, end) = (match.Groups["dash"].Length > 0, match.Groups["name"].Value);
            var body = new StringBuilder();
            while (position < lines.Length)
            {
                var line = stripsTabs ? lines[position].TrimStart('\t') : lines[position];
                position++;
                if (line == end)
                    break;
                body.Append(line).Append('\n');
            }

            bodies.Add(body.ToString());
        }

        return bodies.DrainToImmutable();
    }

    private static bool IsBlankOrComment(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    [GeneratedRegex(@"\A\s*#\s*(?<name>[A-Za-z][A-Za-z0-9]*)\s*=\s*(?<value>.+?)\s*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex(@"\A\s*(?<keyword>[A-Za-z]+)(\s+(?<arguments>.*))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Keyword();

    // `<<EOF`, `<<-EOF`, `3<<"EOF"` as a word of its own; `<<<` is the shell's here-string.
    [GeneratedRegex(@"(?<=\A|\s)\d*<<(?<dash>-?)(?<quote>[""']?)(?<name>[A-Za-z_][A-Za-z0-9_.-]*)\k<quote>(?=\s|\z|[;|&)])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex HereDocument();
}
