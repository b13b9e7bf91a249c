using System.Collections.Immutable;
using System.Globalization;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>Parses query documents of one operation (GraphQL specification, section 2).</summary>
internal sealed class Parser
{
    private const int DeepestNesting = 64;

    private readonly List<Token> tokens;
    private readonly Dictionary<string, ArgumentValue> defaults = new(StringComparer.Ordinal);
    private int next;
    private int depth;
    private bool isMutation;

    private Parser(List<Token> tokens) => this.tokens = tokens;

    private Token Current => tokens[next];

    /// <exception cref="GraphQlFault">Not a query.</exception>
    public static QueryDocument Parse(string query) => new Parser(Lexer.Read(query)).ReadDocument();

    private QueryDocument ReadDocument()
    {
        ImmutableArray<Selection>? operation = null;
        var fragments = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Selection>>(StringComparer.Ordinal);
        while (Current.Kind != TokenKind.End)
        {
            if (TakeWord("fragment"))
            {
                var name = TakeName();
                ExpectWord("on");
                TakeName();
                fragments[name] = ReadSelections();
            }
            else if (operation is null)
                operation = ReadOperation();
            else
                throw Unexpected();
        }
        return new QueryDocument(isMutation, operation ?? throw Unexpected(), defaults.ToImmutableDictionary(StringComparer.Ordinal), fragments.ToImmutable());
    }

    private ImmutableArray<Selection> ReadOperation()
    {
        isMutation = TakeWord("mutation");
        if (isMutation || TakeWord("query"))
        {
            if (Current.Kind == TokenKind.Name)
                TakeName();
            if (Take("("))
                ReadVariables();
        }
        return ReadSelections();
    }

    private void ReadVariables()
    {
        while (!Take(")"))
        {
            Expect("$");
            var name = TakeName();
            Expect(":");
            SkipType();
            if (Take("="))
                defaults[name] = ReadValue();
        }
    }

    private void SkipType()
    {
        if (Take("["))
        {
            SkipType();
            Expect("]");
        }
        else
            TakeName();
        Take("!");
    }

    private ImmutableArray<Selection> ReadSelections()
    {
        Expect("{");
        Deeper();
        var selections = ImmutableArray.CreateBuilder<Selection>();
        while (!Take("}"))
            selections.Add(Take("...") ? ReadFragment() : ReadField());
        depth--;
        return selections.ToImmutable();
    }

    private Selection ReadFragment()
    {
        if (TakeWord("on"))
            return new Selection.Inline(TakeName(), ReadSelections());
        return Current.Value == "{" ? new Selection.Inline(OnType: null, ReadSelections()) : new Selection.Spread(TakeName());
    }

    private Selection.Field ReadField()
    {
        var responseName = TakeName();
        var name = Take(":") ? TakeName() : responseName;
        var arguments = Take("(") ? ReadArguments(")") : [];
        return new Selection.Field(responseName, name, arguments, Current.Value == "{" && Current.Kind == TokenKind.Mark ? ReadSelections() : []);
    }

    private ImmutableArray<Argument> ReadArguments(string end)
    {
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        while (!Take(end))
        {
            var name = TakeName();
            Expect(":");
            arguments.Add(new Argument(name, ReadValue()));
        }
        return arguments.ToImmutable();
    }

    private ArgumentValue ReadValue()
    {
        if (Take("$"))
            return new ArgumentValue.Variable(TakeName());
        if (Take("["))
            return ReadList();
        if (Take("{"))
        {
            Deeper();
            var members = ReadArguments("}");
            depth--;
            return new ArgumentValue.Structure(members);
        }
        var token = Current;
        if (token.Kind is TokenKind.Mark or TokenKind.End)
            throw Unexpected();
        next++;
        return new ArgumentValue.Scalar(ScalarOf(token));
    }

    private ArgumentValue.List ReadList()
    {
        Deeper();
        var items = ImmutableArray.CreateBuilder<ArgumentValue>();
        while (!Take("]"))
            items.Add(ReadValue());
        depth--;
        return new ArgumentValue.List(items.ToImmutable());
    }

    private static object? ScalarOf(Token token) => token switch
    {
        { Kind: TokenKind.Number } when long.TryParse(token.Value, CultureInfo.InvariantCulture, out var whole) => whole,
        { Kind: TokenKind.Number } => double.Parse(token.Value, CultureInfo.InvariantCulture),
        { Kind: TokenKind.Name, Value: "true" } => true,
        { Kind: TokenKind.Name, Value: "false" } => false,
        { Kind: TokenKind.Name, Value: "null" } => null,
        _ => token.Value,
    };

    private void Deeper()
    {
        if (++depth > DeepestNesting)
            throw new GraphQlFault("parseError", "the query is nested too deeply");
    }

    private bool Take(string mark) => TakeIf(Current.Kind == TokenKind.Mark && Current.Value == mark);

    private bool TakeWord(string word) => TakeIf(Current.Kind == TokenKind.Name && Current.Value == word);

    private bool TakeIf(bool holds)
    {
        if (holds)
            next++;
        return holds;
    }

    private string TakeName() => Current.Kind == TokenKind.Name ? tokens[next++].Value : throw Unexpected();

    private void Expect(string mark)
    {
        if (!Take(mark))
            throw Unexpected();
    }

    private void ExpectWord(string word)
    {
        if (!TakeWord(word))
            throw Unexpected();
    }

    private GraphQlFault Unexpected() => new("parseError", $"unexpected {Current.Value}");
}
