using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Ecosystems.Gradle.Detection.Scripts;

/// <summary>A Groovy or Kotlin build script as nested statements.</summary>
internal sealed record Script(string Path, ImmutableArray<Statement> Statements)
{
    public static Script Parse(string path, string text)
    {
        var tokens = Lexer.Read(text);
        var position = 0;
        var statements = ImmutableArray.CreateBuilder<Statement>();
        // A stray closing brace ends a block that was never opened; reading goes on after it.
        while (position < tokens.Count)
            statements.AddRange(ReadBlock(tokens, ref position));
        return new Script(path, statements.DrainToImmutable());
    }

    public SourceLocation At(Token token) => new(Path, token.Line, token.Column);

    private static ImmutableArray<Statement> ReadBlock(List<Token> tokens, ref int position)
    {
        var statements = ImmutableArray.CreateBuilder<Statement>();
        while (position < tokens.Count && !tokens[position].Is("}"))
        {
            if (ReadStatement(tokens, ref position) is { } statement)
                statements.Add(statement);
        }

        position++;
        return statements.DrainToImmutable();
    }

    private static Statement? ReadStatement(List<Token> tokens, ref int position)
    {
        var own = ImmutableArray.CreateBuilder<Token>();
        var blocks = ImmutableArray.CreateBuilder<ImmutableArray<Statement>>();
        var depth = 0;
        while (position < tokens.Count)
        {
            var token = tokens[position];
            if (token.Is("}"))
                break;
            position++;
            if (token.Is("{"))
            {
                blocks.Add(ReadBlock(tokens, ref position));
                continue;
            }

            if (token.Kind == TokenKind.NewLine ? depth == 0 && !IsOpen(own) : token.Is(";"))
                break;
            if (token.Kind == TokenKind.NewLine)
                continue;
            depth += token.Text is "(" or "[" && !token.IsString ? 1 : token.Text is ")" or "]" && !token.IsString ? -1 : 0;
            own.Add(token);
        }

        return own.Count == 0 && blocks.Count == 0 ? null : new Statement(own.DrainToImmutable(), blocks.DrainToImmutable());
    }

    // A line that ends so goes on in the next one.
    private static bool IsOpen(ImmutableArray<Token>.Builder tokens) =>
        tokens.Count > 0 && (tokens[^1].Is(",") || tokens[^1].Is("=") || tokens[^1].Is(":") || tokens[^1].Is("+"));
}
