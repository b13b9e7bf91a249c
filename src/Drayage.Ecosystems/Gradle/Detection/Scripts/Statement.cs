using System.Collections.Immutable;

namespace Drayage.Ecosystems.Gradle.Detection.Scripts;

/// <summary>One statement of a script: its tokens, and the blocks in braces that belong to it.</summary>
internal sealed record Statement(ImmutableArray<Token> Tokens, ImmutableArray<ImmutableArray<Statement>> Blocks)
{
    public Token First => Tokens[0];

    /// <summary>The leading dotted name, such as <c>rootProject.name</c>.</summary>
    public string Name
    {
        get
        {
            var end = 0;
            while (end < Tokens.Length && (end % 2 == 0 ? Tokens[end].Kind == TokenKind.Name : Tokens[end].Is(".")))
                end++;
            return string.Concat(Tokens.Take(end - (end % 2 == 0 && end > 0 ? 1 : 0)).Select(token => token.Text));
        }
    }

    /// <summary>The name's last part: what is called or assigned.</summary>
    public string LastName => Name[(Name.LastIndexOf('.') + 1)..];

    public IEnumerable<Statement> Inner => Blocks.SelectMany(block => block).Where(statement => !statement.Tokens.IsEmpty);

    public IEnumerable<Token> Strings => Tokens.Where(token => token.IsString);

    /// <summary>The tokens after the leading name and an equals sign or opening parenthesis.</summary>
    public ImmutableArray<Token> Value
    {
        get
        {
            var parts = Name.Count(c => c == '.');
            var start = (parts * 2) + 1;
            if (start < Tokens.Length && (Tokens[start].Is("=") || Tokens[start].Is("(")))
                start++;
            return start < Tokens.Length ? Tokens[start..] : [];
        }
    }

    public bool Has(string name) => Tokens.Any(token => token.Is(name));
}
