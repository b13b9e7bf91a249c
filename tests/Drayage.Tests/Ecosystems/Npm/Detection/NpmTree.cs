namespace Drayage.Tests.Ecosystems.Npm.Detection;

/// <summary>A monorepo as one meets it: a workspace root, libraries, a private web page, an example and module markers.</summary>
internal static class NpmTree
{
    public static ForeignTree Create() => new()
    {
        {
            "package.json",
            """
            {
              "name": "harbour",
              "version": "0.0.0",
              "private": true,
              "workspaces": {
                "packages": [
                  "packages/*",
                  "!packages/legacy",
                  "plugins/**",
                  "apps/{web,desk}",
                  "missing/*"
                ]
              },
              "packageManager": "npm@11.0.0"
            }
            """
        },
        {
            "packages/core/package.json",
            """
            {
              "name": "@harbour/core",
              "version": "1.4.0-edge.2",
              "license": "Apache-2.0",
              "type": "module",
              "bin": "./cli.js",
              "files": ["dist", "!dist/**/*.map"],
              "publishConfig": { "access": "public", "registry": "https://npm.example.test/" },
              "devDependencies": { "@harbour/testing": "workspace:*" }
            }
            """
        },
        { "packages/core/dist/cjs/package.json", """{ "type": "commonjs" }""" },
        {
            "packages/testing/package.json",
            """
            {
              "name": "@harbour/testing",
              "private": true,
              "dependencies": { "core-alias": "npm:@harbour/core@^1.4.0-0", "left-pad": "^1.0.0" }
            }
            """
        },
        {
            "packages/client/package.json",
            """
            {
              "name": "@harbour/client",
              "version": "1.4.0",
              "dependencies": { "@harbour/core": "^1.4.0-0", "@harbour/testing": "*" },
              "peerDependencies": { "@harbour/plugin-tides": "file:../../plugins/deep/tides" }
            }
            """
        },
        { "packages/legacy/package.json", """{ "name": "legacy", "version": "not-a-version" }""" },
        { "plugins/deep/tides/package.json", """{ "name": "@harbour/plugin-tides", "version": "v2.0.0" }""" },
        { "apps/web/package.json", """{ "private": true, "scripts": { "build": "vite build" } }""" },
        { "apps/phone/package.json", """{ "name": "Phone", "version": "1.0.0" }""" },
        { "examples/hello/package.json", """{ "name": "hello-harbour", "version": "1.0.0", "dependencies": { "@harbour/client": "1.4.0" } }""" },
        { "broken/package.json", "{\n  \"name\": \"broken\",\n}\n" },
        { "vendor/node_modules/x/package.json", """{ "name": "x", "version": "1.0.0" }""" },
    };
}
