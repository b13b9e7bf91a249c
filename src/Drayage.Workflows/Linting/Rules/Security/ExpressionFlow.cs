using Drayage.Workflows.Expressions;

namespace Drayage.Workflows.Linting.Rules.Security;

/// <summary>Which values end up in the text that an expression gives.</summary>
internal static class ExpressionFlow
{
    /// <summary>Paths of the contexts whose text flows on; what is only compared or searched does not.</summary>
    public static IEnumerable<string> PathsInto(ExpressionNode node) => node switch
    {
        _ when node.Path is { } path => [path],
        ExpressionNode.Call call when call.Is("format") || call.Is("join") || call.Is("toJSON") || call.Is("fromJSON") => call.Arguments.SelectMany(PathsInto),
        ExpressionNode.Binary { Operator: BinaryOperator.Or } either => PathsInto(either.Left).Concat(PathsInto(either.Right)),
        // The left side is the result only where it is empty or false.
        ExpressionNode.Binary { Operator: BinaryOperator.And } both => PathsInto(both.Right),
        ExpressionNode.Property property => PathsInto(property.Target),
        ExpressionNode.Index index => PathsInto(index.Target),
        ExpressionNode.Filter filter => PathsInto(filter.Target),
        _ => [],
    };
}
