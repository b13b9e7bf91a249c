using System.Text;
using System.Text.Json.Nodes;

namespace Drayage.Tests.Registries.Python;

/// <summary>Attestation objects in the form of PEP 740, with nothing behind their signatures.</summary>
internal static class SampleAttestation
{
    public const string Publish = "https://docs.pypi.org/attestations/publish/v1";
    public const string Provenance = "https://slsa.dev/provenance/v1";

    public static JsonObject Of(string file, string sha256, string predicateType = Publish, string signature = "signature")
    {
        var statement = new JsonObject
        {
            ["_type"] = "https://in-toto.io/Statement/v1",
            ["subject"] = new JsonArray(new JsonObject { ["name"] = file, ["digest"] = new JsonObject { ["sha256"] = sha256 } }),
            ["predicateType"] = predicateType,
            ["predicate"] = null,
        };
        return new JsonObject
        {
            ["version"] = 1,
            ["verification_material"] = new JsonObject
            {
                ["certificate"] = Base64("certificate"),
                ["transparency_entries"] = new JsonArray(new JsonObject { ["logIndex"] = "1" }),
            },
            ["envelope"] = new JsonObject { ["statement"] = Base64(statement.ToJsonString()), ["signature"] = Base64(signature) },
        };
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
