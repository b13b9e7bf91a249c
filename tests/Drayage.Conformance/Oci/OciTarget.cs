using System.Collections.Immutable;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>A registry that the conformance tests of the OCI distribution specification 1.1 run against.</summary>
public abstract class OciTarget : IAsyncLifetime
{
    /// <summary>Sends with whatever credentials the target needs; follows no redirect.</summary>
    public abstract HttpClient Client { get; }

    /// <summary>
    /// Requirements, by test name, that this registry is known not to meet, with what it does instead. The suite checks
    /// that they are still not met, so that the list stays true.
    /// </summary>
    public virtual ImmutableDictionary<string, string> Deviations => [];

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();
}
