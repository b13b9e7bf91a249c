using System.Collections.Immutable;
using Drayage.Formats.Templates.Syntax;

namespace Drayage.Formats.Templates.Parsing;

/// <summary>
/// Reads expressions by Jinja2's order of binding, weakest first: <c>if else</c>, <c>or</c>, <c>and</c>, <c>not</c>,
/// comparisons, <c>+ -</c>, <c>~</c>, <c>* / // %</c>, <c>**</c>, signs; filters and tests bind to a signed operand.
/// </summary>
internal sealed class ExpressionParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly TokenReader _tokens;
    private readonly OperandParser _operands;

    public ExpressionParser(TokenReader tokens)
    {
        _tokens = tokens;
        _operands = new OperandParser(tokens, this);
    }

    /// <summary>Reads one expression, or several with commas as a tuple.</summary>
    public Expression ReadTuple(bool withConditional = true)
    {
        var start = _tokens.Current.Position;
        var first = Read(withConditional);
        if (!_tokens.Current.IsOperator(","))
            return first;
        var items = ImmutableArray.CreateBuilder<Expression>();
        items.Add(first);
        while (_tokens.TryTakeOperator(",") && !IsTupleEnd())
            items.Add(Read(withConditional));
        return new Expression.Sequence(items.ToImmutable(), IsTuple: true, start);
    }

    public Expression Read(bool withConditional = true)
    {
        var depth = _tokens.Enter();
        var expression = withConditional ? ReadConditional() : ReadOr();
        _tokens.Leave(depth);
        return expression;
    }

    /// <summary>Reads <c>|filter|filter</c>, to be put behind an expression that does not exist yet.</summary>
    public Func<Expression, Expression> ReadFilterChain()
    {
        Func<Expression, Expression> chain = expression => expression;
        while (_tokens.Current.IsOperator("|"))
        {
            _tokens.Enter();
            var filter = _operands.ReadFilter();
            var before = chain;
            chain = expression => filter(before(expression));
        }
        return chain;
    }

    private bool IsTupleEnd() =>
        _tokens.Current.Kind is TokenKind.OutputEnd or TokenKind.BlockEnd || _tokens.Current.IsOperator(")");

    private Expression ReadConditional()
    {
        var expression = ReadOr();
        while (_tokens.Current is var token && _tokens.TryTakeName("if"))
        {
            _tokens.Enter();
            var condition = ReadOr();
            var otherwise = _tokens.TryTakeName("else") ? ReadConditional() : null;
            expression = new Expression.Conditional(condition, expression, otherwise, token.Position);
        }
        return expression;
    }

    private Expression ReadOr()
    {
        var left = ReadAnd();
        while (_tokens.Current is var token && _tokens.TryTakeName("or"))
        {
            _tokens.Enter();
            left = new Expression.Or(left, ReadAnd(), token.Position);
        }
        return left;
    }

    private Expression ReadAnd()
    {
        var left = ReadNot();
        while (_tokens.Current is var token && _tokens.TryTakeName("and"))
        {
            _tokens.Enter();
            left = new Expression.And(left, ReadNot(), token.Position);
        }
        return left;
    }

    private Expression ReadNot()
    {
        var token = _tokens.Current;
        if (!_tokens.TryTakeName("not"))
            return ReadComparison();
        _tokens.Enter();
        return new Expression.Not(ReadNot(), token.Position);
    }

    private Expression ReadComparison()
    {
        var first = ReadSum();
        var rest = ImmutableArray.CreateBuilder<(string, Expression)>();
        var position = _tokens.Current.Position;
        while (TryTakeComparison() is { } symbol)
            rest.Add((symbol, ReadSum()));
        return rest.Count == 0 ? first : new Expression.Comparison(first, rest.ToImmutable(), position);
    }

    private string? TryTakeComparison()
    {
        if (_tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(_tokens.Current.Text))
            return _tokens.Take().Text;
        if (_tokens.TryTakeName("in"))
            return "in";
        if (!_tokens.Current.IsName("not") || !_tokens.Following.IsName("in"))
            return null;
        _tokens.Take();
        _tokens.Take();
        return "not in";
    }

    private Expression ReadSum() => ReadLeftToRight(ReadConcatenation, "+", "-");

    private Expression ReadConcatenation()
    {
        var first = ReadProduct();
        if (!_tokens.Current.IsOperator("~"))
            return first;
        var position = _tokens.Current.Position;
        var items = ImmutableArray.CreateBuilder<Expression>();
        items.Add(first);
        while (_tokens.TryTakeOperator("~"))
            items.Add(ReadProduct());
        return new Expression.Concatenation(items.ToImmutable(), position);
    }

    private Expression ReadProduct() => ReadLeftToRight(ReadPower, "*", "/", "//", "%");

    // Unlike Python, Jinja2 reads powers from left to right.
    private Expression ReadPower() => ReadLeftToRight(() => ReadSigned(withFilters: true), "**");

    private Expression ReadLeftToRight(Func<Expression> operand, params string[] symbols)
    {
        var left = operand();
        while (_tokens.Current.Kind == TokenKind.Operator && symbols.Contains(_tokens.Current.Text))
        {
            _tokens.Enter();
            var symbol = _tokens.Take();
            left = new Expression.Arithmetic(symbol.Text, left, operand(), symbol.Position);
        }
        return left;
    }

    private Expression ReadSigned(bool withFilters)
    {
        var token = _tokens.Current;
        Expression operand;
        if (token.IsOperator("-") || token.IsOperator("+"))
        {
            _tokens.Enter();
            _tokens.Take();
            operand = _operands.ReadPostfix(new Expression.Sign(token.Text == "-", ReadSigned(withFilters: false), token.Position));
        }
        else
        {
            operand = _operands.ReadPostfix(_operands.ReadPrimary());
        }
        return withFilters ? _operands.ReadFilters(operand) : operand;
    }
}
