namespace Drayage.Workflows.Expressions;

/// <summary>In the order of binding: the first bind loosest.</summary>
public enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
