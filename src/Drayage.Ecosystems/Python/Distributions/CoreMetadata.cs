using System.Collections.Immutable;
using System.Text;

namespace Drayage.Ecosystems.Python.Distributions;

/// <summary>
/// A package's core metadata (packaging.python.org, "Core metadata specifications"): header lines as in a mail, a value going on
/// in lines that begin with white space, and the description as the body.
/// </summary>
/// <param name="Fields">Name and value in the order of the file.</param>
/// <param name="Body">What follows the first empty line; null when nothing does.</param>
public sealed record CoreMetadata(ImmutableArray<KeyValuePair<string, string>> Fields, string? Body)
{
    // What old versions of setuptools wrote for fields that nobody had filled in.
    private const string Unfilled = "UNKNOWN";

    public static CoreMetadata Parse(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content).ReplaceLineEndings("\n").TrimStart('\uFEFF');
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (text, "") : (text[..end], text[(end + 2)..]);
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var line in head.Split('\n'))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && fields.Count > 0)
                fields[^1] = KeyValuePair.Create(fields[^1].Key, fields[^1].Value + "\n" + Continuation(line));
            else if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
                fields.Add(KeyValuePair.Create(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        return new CoreMetadata([.. fields.Where(field => field.Value is not ("" or Unfilled))], body.Trim('\n').Length == 0 ? null : body);
    }

    /// <summary>The first value of a field; null when it is missing.</summary>
    public string? this[string name] =>
        Fields.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    // Distutils indented by eight spaces, the specification by seven and a bar.
    private static string Continuation(string line) => line switch
    {
        _ when line.StartsWith("       |", StringComparison.Ordinal) || line.StartsWith("        ", StringComparison.Ordinal) => line[8..],
        _ => line.TrimStart(' ', '\t'),
    };
}
