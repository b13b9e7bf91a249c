using System.Collections.Immutable;
using System.Globalization;
using Drayage.Formats.Templates.Evaluation;
using Drayage.Formats.Templates.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Templates.Parsing;

/// <summary>Reads literals, names and brackets, and what follows an operand: attributes, items, calls, filters, tests.</summary>
internal sealed class OperandParser(TokenReader tokens, ExpressionParser expressions)
{
    public Expression ReadPrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                return ReadName();
            case TokenKind.Text:
                var text = "";
                while (tokens.Current.Kind == TokenKind.Text)
                    text += tokens.Take().Text;
                return new Expression.Literal(text, token.Position);
            case TokenKind.Integer or TokenKind.Float:
                return ReadNumber();
            case TokenKind.Operator when token.Text == "(":
                return ReadParentheses();
            case TokenKind.Operator when token.Text == "[":
                tokens.Take();
                return new Expression.Sequence([.. ReadItems("]", () => expressions.Read())], IsTuple: false, token.Position);
            case TokenKind.Operator when token.Text == "{":
                tokens.Take();
                return new Expression.Mapping([.. ReadItems("}", ReadPair)], token.Position);
            default:
                throw tokens.Unexpected("an expression");
        }
    }

    public Expression ReadPostfix(Expression operand)
    {
        while (true)
        {
            var token = tokens.Current;
            if (token.IsOperator("."))
                operand = ReadAttribute(operand);
            else if (token.IsOperator("["))
                operand = ReadSubscript(operand);
            else if (token.IsOperator("("))
                operand = new Expression.Call(operand, ReadArguments(), token.Position);
            else
                return operand;
            tokens.Enter();
        }
    }

    public Expression ReadFilters(Expression operand)
    {
        while (true)
        {
            var token = tokens.Current;
            if (token.IsOperator("|"))
                operand = ReadFilter()(operand);
            else if (token.IsName("is"))
                operand = ReadTest(operand);
            else if (token.IsOperator("("))
                operand = new Expression.Call(operand, ReadArguments(), token.Position);
            else
                return operand;
            tokens.Enter();
        }
    }

    public Func<Expression, Expression> ReadFilter()
    {
        tokens.ExpectOperator("|");
        var name = tokens.ExpectName("the name of a filter");
        if (!Filters.Names.Contains(name.Text))
            throw Unknown(name, "filter", Filters.Names);
        var arguments = tokens.Current.IsOperator("(") ? ReadArguments() : ArgumentList.Empty;
        return operand => new Expression.Filter(operand, name.Text, arguments, name.Position);
    }

    private Expression ReadTest(Expression operand)
    {
        tokens.Take();
        var isNegated = tokens.TryTakeName("not");
        var name = tokens.ExpectName("the name of a test");
        if (!Tests.Names.Contains(name.Text))
            throw Unknown(name, "test", Tests.Names);
        var arguments = ArgumentList.Empty;
        if (tokens.Current.IsOperator("("))
            arguments = ReadArguments();
        else if (BeginsTestArgument(tokens.Current))
            arguments = new ArgumentList([ReadPostfix(ReadPrimary())], []);
        Expression test = new Expression.Test(operand, name.Text, arguments, name.Position);
        return isNegated ? new Expression.Not(test, name.Position) : test;
    }

    private bool BeginsTestArgument(Token token)
    {
        if (token.IsName("is"))
            throw tokens.Unexpected("no further test; join tests with 'and'");
        return token.Kind is TokenKind.Text or TokenKind.Integer or TokenKind.Float
            || (token.Kind == TokenKind.Name && token.Text is not ("else" or "or" or "and"))
            || token.IsOperator("[")
            || token.IsOperator("{");
    }

    private Expression ReadName()
    {
        var token = tokens.Take();
        return token.Text switch
        {
            "true" or "True" => new Expression.Literal(true, token.Position),
            "false" or "False" => new Expression.Literal(false, token.Position),
            "none" or "None" => new Expression.Literal(TemplateValue.Null, token.Position),
            _ => new Expression.Name(token.Text, token.Position),
        };
    }

    private Expression.Literal ReadNumber()
    {
        var token = tokens.Take();
        var digits = token.Text.Replace("_", "");
        if (token.Kind == TokenKind.Float)
            return new Expression.Literal(new TemplateValue.Number(double.Parse(digits, CultureInfo.InvariantCulture)), token.Position);
        return PythonNumber.TryInteger(digits, numberBase: 0) is { } value && value >= long.MinValue && value <= long.MaxValue
            ? new Expression.Literal((long)value, token.Position)
            : throw tokens.Source.Malformed(token.Position, $"{token.Text} does not fit 64 bits", "put the number in quotes");
    }

    private Expression ReadParentheses()
    {
        var open = tokens.Take();
        if (tokens.TryTakeOperator(")"))
            return new Expression.Sequence([], IsTuple: true, open.Position);
        var inner = expressions.ReadTuple();
        tokens.ExpectOperator(")");
        return inner;
    }

    private (Expression, Expression) ReadPair()
    {
        var key = expressions.Read();
        tokens.ExpectOperator(":");
        return (key, expressions.Read());
    }

    private List<T> ReadItems<T>(string close, Func<T> read)
    {
        var items = new List<T>();
        while (!tokens.TryTakeOperator(close))
        {
            if (items.Count > 0)
                tokens.ExpectOperator(",");
            if (!tokens.Current.IsOperator(close))
                items.Add(read());
        }
        return items;
    }

    private Expression ReadAttribute(Expression target)
    {
        var dot = tokens.Take();
        if (tokens.Current.Kind == TokenKind.Integer)
            return new Expression.Subscript(target, ReadNumber(), dot.Position);
        return new Expression.Attribute(target, tokens.ExpectName("the name of an attribute").Text, dot.Position);
    }

    private Expression ReadSubscript(Expression target)
    {
        var open = tokens.Take();
        var start = tokens.Current.IsOperator(":") ? null : expressions.Read();
        if (start is not null && tokens.TryTakeOperator("]"))
            return new Expression.Subscript(target, start, open.Position);
        tokens.ExpectOperator(":");
        var stop = ReadSlicePart();
        var step = tokens.TryTakeOperator(":") ? ReadSlicePart() : null;
        tokens.ExpectOperator("]");
        return new Expression.Slice(target, start, stop, step, open.Position);
    }

    private Expression? ReadSlicePart() => tokens.Current.IsOperator(":") || tokens.Current.IsOperator("]") ? null : expressions.Read();

    private ArgumentList ReadArguments()
    {
        tokens.ExpectOperator("(");
        var positional = ImmutableArray.CreateBuilder<Expression>();
        var named = ImmutableArray.CreateBuilder<(string, Expression)>();
        foreach (var (name, value) in ReadItems(")", ReadArgument))
        {
            if (name is not null)
                named.Add((name.Text, value));
            else if (named.Count == 0)
                positional.Add(value);
            else
                throw tokens.Source.Malformed(value.Position, "a positional argument stands behind a named one", "name it, or put it first");
        }
        return new ArgumentList(positional.ToImmutable(), named.ToImmutable());
    }

    private (Token? Name, Expression Value) ReadArgument()
    {
        if (tokens.Current.Kind != TokenKind.Name || !tokens.Following.IsOperator("="))
            return (null, expressions.Read());
        var name = tokens.Take();
        tokens.Take();
        return (name, expressions.Read());
    }

    private ReleaseException Unknown(Token name, string what, IReadOnlyCollection<string> known) => tokens.Source.Malformed(
        name.Position,
        $"'{name.Text}' is no {what}",
        NearestName.Find(name.Text, known) is { } nearest ? $"did you mean '{nearest}'?" : $"the {what}s are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
}
