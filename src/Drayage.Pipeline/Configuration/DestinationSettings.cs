using Drayage.Model;

namespace Drayage.Pipeline.Configuration;

/// <summary>A destination as <c>drayage.yaml</c> states it; each kind derives its own sealed record.</summary>
public abstract record DestinationSettings
{
    /// <summary>The key under <c>destinations:</c>.</summary>
    public required string Id { get; init; }

    public required string Kind { get; init; }

    /// <inheritdoc cref="Model.Delivery.Consignment.Phase"/>
    public int Phase { get; init; } = 1;

    public required SourceLocation At { get; init; }
}
