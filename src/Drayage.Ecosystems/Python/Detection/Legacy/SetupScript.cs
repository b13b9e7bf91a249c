using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Detection.Versions;

namespace Drayage.Ecosystems.Python.Detection.Legacy;

/// <summary>
/// The keyword arguments of the <c>setup(…)</c> call in a <c>setup.py</c>, read without running it: strings, and
/// strings within lists and dictionaries. What is computed stays unknown.
/// </summary>
internal sealed class SetupScript
{
    public const string FileName = "setup.py";

    private readonly Dictionary<string, SetupArgument> arguments;

    private SetupScript(Dictionary<string, SetupArgument> arguments) => this.arguments = arguments;

    public bool Has(string keyword) => arguments.ContainsKey(keyword);

    /// <summary>The argument where it is one constant string, or a name to which the script assigns one.</summary>
    public PythonText? Text(string keyword) => arguments.GetValueOrDefault(keyword)?.Constant;

    /// <summary>Every string constant in the argument.</summary>
    public ImmutableArray<PythonText> Texts(string keyword) => arguments.GetValueOrDefault(keyword)?.Strings ?? [];

    /// <summary>The expression as spelt, to name what computes a value.</summary>
    public PythonText? Expression(string keyword) => arguments.GetValueOrDefault(keyword)?.Expression;

    /// <summary>Null where the script calls no <c>setup</c>.</summary>
    public static SetupScript? Parse(string text, string path)
    {
        var tokens = PythonTokens.Read(text, path);
        var call = Enumerable.Range(0, Math.Max(tokens.Count - 1, 0))
            .FirstOrDefault(i => tokens[i].IsName("setup") && tokens[i + 1].IsSign("(") && (i == 0 || !tokens[i - 1].IsName("def")), -1);
        if (call < 0)
            return null;
        var found = new Dictionary<string, SetupArgument>(StringComparer.Ordinal);
        var i = call + 2;
        while (i < tokens.Count && !tokens[i].IsSign(")"))
        {
            var end = ArgumentEnd(tokens, i);
            if (end - i > 2 && tokens[i].Kind == PythonTokenKind.Name && tokens[i + 1].IsSign("="))
                found[tokens[i].Text] = Argument(tokens.GetRange(i + 2, end - i - 2), text, path);
            i = end < tokens.Count && tokens[end].IsSign(",") ? end + 1 : end;
        }

        return new SetupScript(found);
    }

    private static int ArgumentEnd(List<PythonToken> tokens, int start)
    {
        var depth = 0;
        for (var i = start; i < tokens.Count; i++)
        {
            if (tokens[i].IsSign("(") || tokens[i].IsSign("[") || tokens[i].IsSign("{"))
                depth++;
            else if (depth > 0 && (tokens[i].IsSign(")") || tokens[i].IsSign("]") || tokens[i].IsSign("}")))
                depth--;
            else if (depth == 0 && (tokens[i].IsSign(",") || tokens[i].IsSign(")")))
                return i;
        }

        return tokens.Count;
    }

    private static SetupArgument Argument(List<PythonToken> tokens, string text, string path)
    {
        var strings = tokens.Where(token => token.Kind == PythonTokenKind.String).Select(token => new PythonText(token.Text, token.At)).ToImmutableArray();
        var constant = tokens is [{ Kind: PythonTokenKind.String }] ? strings[0]
            : tokens is [{ Kind: PythonTokenKind.Name, Text: var name }] ? PythonAssignment.Find(text, path, name)
            : null;
        return new SetupArgument(constant, strings, new PythonText(string.Concat(tokens.Take(4).Select(token => token.Text)), tokens[0].At));
    }

    private sealed record SetupArgument(PythonText? Constant, ImmutableArray<PythonText> Strings, PythonText Expression);
}
