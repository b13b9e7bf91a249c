using System.Collections.Immutable;
using Drayage.Formats.Templates.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Templates.Parsing;

/// <summary>Reads text, outputs and block tags.</summary>
internal sealed class StatementParser(TokenReader tokens)
{
    private static readonly string[] Tags = ["if", "elif", "else", "endif", "for", "endfor", "set", "endset", "raw", "endraw"];
    private static readonly string[] Constants = ["true", "false", "none", "True", "False", "None"];

    private readonly ExpressionParser _expressions = new(tokens);

    public ImmutableArray<Statement> ReadTemplate() => ReadBody([]);

    /// <summary>Reads until the end or a block tag of one of the names, whose name is then the current token.</summary>
    private ImmutableArray<Statement> ReadBody(ReadOnlySpan<string> ends)
    {
        var depth = tokens.Enter();
        var body = ImmutableArray.CreateBuilder<Statement>();
        while (tokens.Current.Kind != TokenKind.End)
        {
            var token = tokens.Take();
            if (token.Kind == TokenKind.Data)
            {
                body.Add(new Statement.Text(token.Text));
            }
            else if (token.Kind == TokenKind.OutputBegin)
            {
                body.Add(new Statement.Output(_expressions.ReadTuple()));
                tokens.Expect(TokenKind.OutputEnd, "'}}'");
            }
            else if (tokens.Current.Kind == TokenKind.Name && ends.Contains(tokens.Current.Text))
            {
                break;
            }
            else
            {
                body.Add(ReadStatement());
                tokens.Expect(TokenKind.BlockEnd, "'%}'");
            }
        }
        tokens.Leave(depth);
        return body.ToImmutable();
    }

    private Statement ReadStatement()
    {
        var tag = tokens.Current;
        if (tag.Kind != TokenKind.Name)
            throw tokens.Unexpected("the name of a tag");
        switch (tag.Text)
        {
            case "if":
                return ReadIf();
            case "for":
                return ReadFor();
            case "set":
                return ReadSet();
            default:
                throw UnknownTag();
        }
    }

    private Statement.If ReadIf()
    {
        var opening = tokens.Take();
        var branches = ImmutableArray.CreateBuilder<(Expression?, ImmutableArray<Statement>)>();
        var condition = _expressions.ReadTuple(withConditional: false);
        while (true)
        {
            tokens.Expect(TokenKind.BlockEnd, "'%}'");
            branches.Add((condition, ReadBody(condition is null ? ["endif"] : ["elif", "else", "endif"])));
            var end = TakeEnd(opening);
            if (end == "endif")
                return new Statement.If(branches.ToImmutable());
            condition = end == "elif" ? _expressions.ReadTuple(withConditional: false) : null;
        }
    }

    private Statement.For ReadFor()
    {
        var opening = tokens.Take();
        var target = ReadTarget(allowAttribute: false);
        tokens.ExpectName("in", "'in'");
        var items = _expressions.ReadTuple(withConditional: false);
        var condition = tokens.TryTakeName("if") ? _expressions.Read() : null;
        tokens.Expect(TokenKind.BlockEnd, "'%}'");
        var body = ReadBody(["endfor", "else"]);
        ImmutableArray<Statement> otherwise = [];
        if (TakeEnd(opening) == "else")
        {
            tokens.Expect(TokenKind.BlockEnd, "'%}'");
            otherwise = ReadBody(["endfor"]);
            TakeEnd(opening);
        }
        return new Statement.For(target, items, condition, body, otherwise);
    }

    private Statement ReadSet()
    {
        var opening = tokens.Take();
        var target = ReadTarget(allowAttribute: true);
        if (tokens.TryTakeOperator("="))
            return new Statement.Set(target, _expressions.ReadTuple());
        var filters = _expressions.ReadFilterChain();
        tokens.Expect(TokenKind.BlockEnd, "'=' or '%}'");
        var body = ReadBody(["endset"]);
        TakeEnd(opening);
        return new Statement.SetBlock(target, filters, body);
    }

    private AssignmentTarget ReadTarget(bool allowAttribute)
    {
        var first = tokens.Current;
        if (allowAttribute && tokens.Following.IsOperator("."))
        {
            var name = tokens.ExpectName("the name of a namespace");
            tokens.ExpectOperator(".");
            return new AssignmentTarget.Attribute(name.Text, tokens.ExpectName("the name of an attribute").Text, name.Position);
        }
        var items = ImmutableArray.CreateBuilder<AssignmentTarget>();
        do
        {
            if (items.Count > 0 && (tokens.Current.Kind != TokenKind.Name || tokens.Current.IsName("in")) && !tokens.Current.IsOperator("("))
                return new AssignmentTarget.Tuple(items.ToImmutable(), first.Position);
            items.Add(ReadSingleTarget());
        }
        while (tokens.TryTakeOperator(","));
        return items.Count == 1 ? items[0] : new AssignmentTarget.Tuple(items.ToImmutable(), first.Position);
    }

    private AssignmentTarget ReadSingleTarget()
    {
        if (tokens.TryTakeOperator("("))
        {
            var depth = tokens.Enter();
            var inner = ReadTarget(allowAttribute: false);
            tokens.Leave(depth);
            tokens.ExpectOperator(")");
            return inner;
        }
        if (Constants.Contains(tokens.Current.Text) || tokens.Current.IsName("loop"))
            throw tokens.Unexpected("the name of a variable");
        var name = tokens.ExpectName("the name of a variable");
        return new AssignmentTarget.Name(name.Text, name.Position);
    }

    private string TakeEnd(Token opening) => tokens.Current.Kind == TokenKind.Name
        ? tokens.Take().Text
        : throw tokens.Source.Malformed(opening.Position, $"the block '{opening.Text}' is not closed", $"close it with {{% end{opening.Text} %}}");

    private ReleaseException UnknownTag()
    {
        var tag = tokens.Current;
        var nearest = NearestName.Find(tag.Text, Tags);
        return Tags.Contains(tag.Text)
            ? tokens.Source.Malformed(tag.Position, $"'{tag.Text}' closes no open block", "remove it or open its block before")
            : tokens.Source.Malformed(tag.Position, $"'{tag.Text}' is no tag", nearest is null ? "the tags are if, for, set and raw" : $"did you mean '{nearest}'?");
    }
}
