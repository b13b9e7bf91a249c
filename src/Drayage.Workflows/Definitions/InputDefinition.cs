using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>An input that a workflow or an action declares.</summary>
public sealed record InputDefinition
{
    public required ScalarText Name { get; init; }

    /// <summary><c>string</c>, <c>boolean</c>, <c>number</c>, <c>choice</c> or <c>environment</c>; null for the default.</summary>
    public required string? Type { get; init; }

    public required ScalarText? Default { get; init; }

    public required bool IsRequired { get; init; }

    /// <summary>What <c>type: choice</c> offers.</summary>
    public required ImmutableArray<ScalarText> Options { get; init; }
}
