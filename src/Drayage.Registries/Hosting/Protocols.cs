using System.Collections.Immutable;
using Drayage.Registries.Access;
using Drayage.Registries.Crates;
using Drayage.Registries.Events;
using Drayage.Registries.GitHub;
using Drayage.Registries.Hooks;
using Drayage.Registries.Npm;
using Drayage.Registries.NuGet;
using Drayage.Registries.Oci;
using Drayage.Registries.Python;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Hosting;

/// <summary>The protocols that a server speaks: one line each.</summary>
internal static class Protocols
{
    public static ImmutableArray<IRegistryProtocol> Of(RegistryServerOptions options, BlobStore blobs)
    {
        var access = new AccessControl(options.Tokens);
        var oci = new OciProtocol(Path.Combine(options.DataDirectory, "oci"), blobs, access, options.Clock, options.Oci);
        return
        [
            oci,
            new PythonProtocol(Path.Combine(options.DataDirectory, "python"), blobs, access, options.Python, options.Clock),
            new NpmProtocol(Path.Combine(options.DataDirectory, "npm"), blobs, access, options.Clock, options.Npm),
            new CratesProtocol(Path.Combine(options.DataDirectory, "crates"), blobs, access, options.Crates, options.Clock),
            new NuGetProtocol(Path.Combine(options.DataDirectory, NuGetProtocol.Root), blobs, access, options.Clock, options.NuGet),
            new GitHubProtocol(Path.Combine(options.DataDirectory, "github"), blobs, access, oci.Packages, options),
            new HooksProtocol(Path.Combine(options.DataDirectory, "hooks"), access, options.Clock),
            new EventsProtocol(Path.Combine(options.DataDirectory, "events"), access, options.Clock),
        ];
    }
}
