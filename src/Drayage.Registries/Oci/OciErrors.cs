using System.Collections.Immutable;

namespace Drayage.Registries.Oci;

/// <summary>The error body of the distribution specification.</summary>
internal sealed record OciErrors(ImmutableArray<OciError> Errors);

internal sealed record OciError(string Code, string Message, string? Detail);
