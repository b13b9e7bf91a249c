using Drayage.Model.Explaining;
using Drayage.Workflows.Explaining.Logs;

namespace Drayage.Workflows.Explaining;

/// <summary>What a server answered → what it means, where nothing is known of the program that asked.</summary>
public static class AnswerExplainer
{
    // Paths and hosts by which the protocol, and so the kind of client, is known.
    private static readonly (string Words, Client Client)[] Protocols =
    [
        ("/api/v1/crates", Client.Cargo), ("crates.io", Client.Cargo),
        ("/api/v2/package", Client.DotNet), ("nuget", Client.DotNet),
        ("npm", Client.Npm), ("/-/", Client.Npm),
        ("/legacy", Client.Python), ("/simple", Client.Python), ("pypi", Client.Python), ("python", Client.Python),
        ("/v2/", Client.Containers), ("/token?", Client.Containers),
        ("api.github.com", Client.GitHub), ("uploads.github.com", Client.GitHub), ("/api/v3/", Client.GitHub),
        (".git/", Client.Git),
    ];

    /// <param name="status">Null where no answer came.</param>
    /// <param name="address">Null where it is not known.</param>
    /// <param name="body">What the server said; may be empty.</param>
    /// <returns>Null where nothing is known about it.</returns>
    public static Recognition? Explain(int? status, Uri? address, string body)
    {
        var target = address is null ? "" : address.GetLeftPart(UriPartial.Path);
        var text = $"{status} {target} {body}".Trim();
        return KnownFailures.Recognise(new Symptom
        {
            Text = text,
            Status = status ?? StatusWords.In(body),
            Hosts = address is null ? [] : [address.Host],
            Clients = address is null ? ClientWords.Writer(body) : ClientsOf(target) | ClientWords.Writer(body),
        });
    }

    /// <summary>Recognises what Drayage itself recorded of a request that failed: method, address, status and the server's words.</summary>
    /// <returns>Null where nothing is known about it.</returns>
    public static Recognition? ExplainEvidence(string evidence)
    {
        var hosts = new List<string>();
        HostWords.In(evidence, hosts);
        return KnownFailures.Recognise(new Symptom { Text = evidence, Status = StatusWords.In(evidence), Hosts = [.. hosts], Clients = ClientsOf(evidence) });
    }

    private static Client ClientsOf(string target)
    {
        foreach (var (words, client) in Protocols)
        {
            if (target.Contains(words, StringComparison.OrdinalIgnoreCase))
                return client;
        }

        return Client.Unknown;
    }
}
