using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Drayage.Tests.Registries.Npm;

/// <summary>The document that npm sends to publish, made by hand.</summary>
internal static class PublishBody
{
    public static JsonObject Of(string name, string version, byte[] tarball, string tag = "latest") => new()
    {
        ["_id"] = name,
        ["name"] = name,
        ["dist-tags"] = new JsonObject { [tag] = version },
        ["versions"] = new JsonObject
        {
            [version] = new JsonObject
            {
                ["name"] = name,
                ["version"] = version,
                ["bin"] = new JsonObject { ["tide"] = "index.js" },
                ["scripts"] = new JsonObject { ["postinstall"] = "true" },
                ["readme"] = "# Tide",
                ["dist"] = new JsonObject
                {
                    ["integrity"] = $"sha512-{Convert.ToBase64String(SHA512.HashData(tarball))}",
                    ["shasum"] = Convert.ToHexStringLower(SHA1.HashData(tarball)),
                    ["tarball"] = "http://elsewhere.example.org/x.tgz",
                },
            },
        },
        ["_attachments"] = new JsonObject
        {
            [$"{name}-{version}.tgz"] = new JsonObject
            {
                ["content_type"] = "application/octet-stream",
                ["data"] = Convert.ToBase64String(tarball),
                ["length"] = tarball.Length,
            },
        },
    };
}
