using Drayage.Acceptance.Repositories;
using Drayage.Testing;

namespace Drayage.Acceptance.Npm;

/// <summary>Two npm packages of a workspace, of which one needs the other, in the place of what a <see cref="MiniRepository"/> has.</summary>
internal static class NpmSources
{
    public const string Core = "@tide/core";
    public const string Client = "@tide/client";

    /// <param name="destination">The destination's own keys.</param>
    /// <param name="npmrc">The project's .npmrc.</param>
    public static Action<TemporaryDirectory> Of(string destination, string npmrc) => directory =>
    {
        directory.Write("drayage.yaml", $$"""
            schema: 1
            project: tide
            repository: example/tide
            version: 'VERSION~([0-9]\S*)'
            destinations:
              npm: { kind: npm{{destination}} }
            components:
              client: { ecosystem: npm, path: packages/client, to: [npm] }
              core: { ecosystem: npm, path: packages/core, to: [npm] }

            """);
        directory.Write(".npmrc", npmrc);
        directory.Write("package.json", """{"private":true,"workspaces":["packages/*"]}""");
        directory.Write("packages/core/package.json", $$"""{"name":"{{Core}}","version":"1.4.0","main":"index.js"}""");
        directory.Write("packages/core/index.js", "module.exports = 42;\n");
        directory.Write("packages/client/package.json", $$"""{"name":"{{Client}}","version":"1.4.0","main":"index.js","dependencies":{"{{Core}}":"^1.4.0"} }""");
        directory.Write("packages/client/index.js", $"module.exports = require('{Core}') + 1;\n");
    };
}
