using System.Collections.Immutable;
using Drayage.Registries.Access;
using Drayage.Registries.Crates;
using Drayage.Registries.Faults;
using Drayage.Registries.Npm;
using Drayage.Registries.NuGet;
using Drayage.Registries.Oci;
using Drayage.Registries.Python;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Hosting;

/// <summary>How an embedded registry server runs.</summary>
public sealed record RegistryServerOptions
{
    /// <summary>Where everything is kept. Made when absent; a later server on the same directory serves the same content.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>When set, the same content is served, as plain HTTP, on this Unix socket too. An old socket file is replaced.</summary>
    public string? UnixSocketPath { get; init; }

    public required RegistryTokens Tokens { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called once for each request before its client can see an answer; <see cref="Served"/> follows.</summary>
    public Action? Answering { get; init; }

    /// <summary>Called once for each request when its answer is complete, on the thread that served it.</summary>
    public Action<ServedRequest>? Served { get; init; }

    /// <summary>Faults to inject, outermost first.</summary>
    public ImmutableArray<IFault> Faults { get; init; } = [];

    /// <summary>OCI: when a client is refused for asking too much.</summary>
    public OciLimits Oci { get; init; } = new();

    /// <summary>Python: limits, further accounts and trusted workflows.</summary>
    public PythonOptions Python { get; init; } = new();

    /// <summary>npm: further accounts, limits and trusted workflows.</summary>
    public NpmOptions Npm { get; init; } = new();

    /// <summary>Crates: what is taken, how much of it, and how soon it is seen.</summary>
    public CratesLimits Crates { get; init; } = new();

    /// <summary>NuGet: when a client is refused, and how long packages are examined.</summary>
    public NuGetLimits NuGet { get; init; } = new();

    /// <summary>When set, blobs that nothing needs are collected at the start and then as often.</summary>
    public TimeSpan? CollectEvery { get; init; }

    /// <summary>Called after each collection that <see cref="CollectEvery"/> asked for, with its failure if it failed.</summary>
    public Action<Collected?, Exception?>? Collected { get; init; }

    /// <summary>GitHub: called for each workflow start, before the client is answered.</summary>
    public Action<WorkflowDispatch>? Dispatched { get; init; }

    /// <summary>GitHub: REST and GraphQL requests that one caller may send in an hour before being refused.</summary>
    public int GitHubRequestsPerHour { get; init; } = 5000;
}
